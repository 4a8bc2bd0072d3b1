/// An element of MathML.
struct MathElement {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var text = ""
  var children: [MathElement] = []

  init(_ name: String, _ text: String, _ attributes: [(String, String)] = []) {
    self.name = name
    self.text = text
    self.attributes = attributes
  }

  init(_ name: String, _ children: [MathElement], _ attributes: [(String, String)] = []) {
    self.name = name
    self.children = children
    self.attributes = attributes
  }

  /// Several elements as one.
  static func row(_ elements: [MathElement]) -> MathElement {
    elements.count == 1 ? elements[0] : MathElement("mrow", elements)
  }

  var markup: String {
    let attributes = attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    if text.isEmpty, children.isEmpty, name == "mspace" { return "<\(name)\(attributes)/>" }
    return "<\(name)\(attributes)>\(escaped(text))\(children.map(\.markup).joined())</\(name)>"
  }
}
