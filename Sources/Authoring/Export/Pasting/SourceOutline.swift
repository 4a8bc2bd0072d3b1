/// The declarations of a Swift file: what is in them, and where they stand.
///
/// It relies on the layout that `swift format` gives, as `SolutionCode` does, and only has to be right for
/// the kit's own files: what it misreads doesn't compile where it is pasted.
struct SourceOutline {
  let code: SolutionCode
  /// All declarations, outer ones before those in them.
  private(set) var declarations: [Declaration] = []

  struct Declaration {
    enum Kind { case type, function, initializer, property }
    let kind: Kind
    let name: String
    /// The types around it, such as "HuberProblem"; empty at the left margin.
    let owner: String
    /// With its attributes and modifiers.
    let tokens: ClosedRange<Int>
    /// The words before its keyword.
    let modifiers: [String]
    /// From its first brace to its last, if it has any.
    let body: ClosedRange<Int>?
    var parameters: [Parameter] = []
    /// What it gives; nil where that isn't said.
    var result: String?
    /// Whether a property is computed, or given a value where it is declared.
    var isGiven = false

    var isStatic: Bool { modifiers.contains("static") }
    var isTest: Bool { modifiers.contains("@Test") }
    /// The name with those around it, as a type.
    var path: String { owner.isEmpty ? name : "\(owner).\(name)" }
  }

  struct Parameter {
    /// nil for "_".
    let label: String?
    let name: String
    /// Without white space and without the names in a function's type.
    let type: String
    let isOptional: Bool
  }

  init(_ text: String) {
    code = SolutionCode(text)
    if !code.tokens.isEmpty { read(0...code.tokens.count - 1, owner: "") }
  }

  /// The functions that stand in a function's body, outermost ones only.
  func localFunctions(of declaration: Declaration) -> [ClosedRange<Int>] {
    guard let body = declaration.body else { return [] }
    var found: [ClosedRange<Int>] = []
    var index = body.lowerBound + 1
    while index < body.upperBound {
      if code.tokens[index].text == "func", let function = function(at: index) {
        found.append(index...function.body.upperBound)
        index = function.body.upperBound
      }
      index += 1
    }
    return found
  }
}

// How it is read.
extension SourceOutline {
  private static let types = ["struct", "class", "enum", "actor", "extension", "protocol"]

  private mutating func read(_ range: ClosedRange<Int>, owner: String) {
    var index = range.lowerBound
    while index <= range.upperBound {
      let start = index
      var modifiers: [String] = []
      // Attributes and modifiers, with what is in their brackets.
      while index < range.upperBound, code.tokens[index].kind == .word,
        !Self.types.contains(code.tokens[index].text) || code.tokens[index + 1].text == "func",
        !["func", "init", "var", "let", "case", "import", "typealias", "subscript"]
          .contains(code.tokens[index].text)
      {
        modifiers.append(code.tokens[index].text)
        index += 1
        if code.tokens[index].text == "(", let close = code.partners[index] { index = close + 1 }
      }
      index = 1 + declaration(at: index, from: start, modifiers, owner: owner, range.upperBound)
    }
  }

  /// Reads one declaration; returns its last token.
  private mutating func declaration(
    at index: Int, from start: Int, _ modifiers: [String], owner: String, _ limit: Int
  ) -> Int {
    guard index <= limit else { return limit }
    switch code.tokens[index].text {
    case let word where Self.types.contains(word):
      guard let brace = (index...limit).first(where: { code.tokens[$0].text == "{" }),
        let end = code.partners[brace]
      else { return limit }
      var name = code.tokens[index + 1].text
      var next = index + 2
      while code.tokens[next].text == "." {
        name += "." + code.tokens[next + 1].text
        next += 2
      }
      let type = Declaration(
        kind: .type, name: name, owner: owner, tokens: start...end, modifiers: modifiers + [word],
        body: brace...end)
      declarations.append(type)
      if word != "protocol", end > brace + 1 { read(brace + 1...end - 1, owner: type.path) }
      return end
    case "func", "init":
      guard let function = function(at: index) else { return code.end(from: index) }
      let isFunction = code.tokens[index].text == "func"
      declarations.append(
        Declaration(
          kind: isFunction ? .function : .initializer,
          name: code.tokens[isFunction ? index + 1 : index].text, owner: owner,
          tokens: start...function.body.upperBound, modifiers: modifiers, body: function.body,
          parameters: parameters(in: function.open), result: function.result))
      return function.body.upperBound
    case "var", "let":
      return property(at: index, from: start, modifiers, owner: owner, limit)
    default:
      return min(limit, max(index, code.end(from: index)))
    }
  }

  private mutating func property(
    at index: Int, from start: Int, _ modifiers: [String], owner: String, _ limit: Int
  ) -> Int {
    let end = min(limit, code.end(from: index))
    guard index + 2 <= end, code.tokens[index + 1].kind == .word else { return end }
    var type: String?
    var place = index + 2
    if code.tokens[place].text == ":" {
      let first = place + 1
      place = first
      while place <= end, !["=", "{"].contains(code.tokens[place].text) {
        place = (code.isOpening(place) ? code.partners[place] ?? place : place) + 1
      }
      if first < place { type = Self.normal(code.text(of: first...place - 1)) }
    }
    let isGiven = place <= end && ["=", "{"].contains(code.tokens[place].text)
    let isComputed = place <= end && code.tokens[place].text == "{"
    declarations.append(
      Declaration(
        kind: .property, name: code.tokens[index + 1].text, owner: owner, tokens: start...end,
        modifiers: modifiers + [code.tokens[index].text],
        body: isComputed ? code.partners[place].map { place...$0 } : nil, result: type,
        isGiven: isGiven))
    return end
  }

  /// The brackets of a function's parameters, its result and its body.
  private func function(
    at keyword: Int
  ) -> (open: Int, result: String?, body: ClosedRange<Int>)? {
    let tokens = code.tokens
    guard let open = (keyword..<tokens.count).first(where: { tokens[$0].text == "(" }),
      let close = code.partners[open]
    else { return nil }
    var arrow: Int?
    var index = close + 1
    while index < tokens.count, tokens[index].text != "{" {
      guard !["func", "var", "let", "}"].contains(tokens[index].text) else { return nil }
      if tokens[index].text == "->", arrow == nil { arrow = index }
      index = (code.isOpening(index) ? code.partners[index] ?? index : index) + 1
    }
    guard index < tokens.count, let end = code.partners[index] else { return nil }
    let result = arrow.flatMap { $0 + 1 < index ? code.text(of: $0 + 1...index - 1) : nil }
    return (open, result.map(Self.normal), index...end)
  }

  private func parameters(in open: Int) -> [Parameter] {
    code.parts(in: open).compactMap { part in
      let tokens = code.tokens
      guard let colon = part.first(where: { tokens[$0].text == ":" }), colon < part.upperBound
      else {
        return nil
      }
      var end = part.upperBound
      var index = colon + 1
      while index <= part.upperBound {
        if tokens[index].text == "=" {
          end = index - 1
          break
        }
        index = (code.isOpening(index) ? code.partners[index] ?? index : index) + 1
      }
      guard end > colon else { return nil }
      let label = tokens[part.lowerBound].text
      return Parameter(
        label: label == "_" ? nil : label, name: tokens[colon - 1].text,
        type: Self.normal(code.text(of: colon + 1...end)), isOptional: end < part.upperBound)
    }
  }

  /// A type without white space and names that mean nothing.
  static func normal(_ type: String) -> String {
    type.replacing("@escaping", with: "").replacing("@Sendable", with: "")
      .replacing(/\bthrows\b/, with: "").replacing(/_\s+\w+\s*:/, with: "")
      .replacing(/inout\s+/, with: "inout ").replacing(/any\s+/, with: "any ")
      .split(separator: /\s*\n\s*/).joined(separator: " ")
      .replacing(/[ ]*(->|[\[\](),:?])[ ]*/) { "\($0.1)" }
      .trimmingPrefix(while: \.isWhitespace).description
  }
}
