/// A symbol, or a part of a formula that is like one, and how it behaves among its neighbours.
struct FormulaAtom {
  typealias Kind = FormulaSymbols.Kind

  var element: MathElement
  var kind: Kind
  /// Whether what is below and above it stands under and over it where a formula stands by itself.
  var hasLimits = false

  static func letter(_ text: String) -> FormulaAtom {
    FormulaAtom(element: MathElement("mi", text), kind: .ordinary)
  }

  static func upright(_ text: String) -> FormulaAtom {
    // A name of several letters is upright by itself.
    let attributes = text.count == 1 ? [("mathvariant", "normal")] : []
    return FormulaAtom(element: MathElement("mi", text, attributes), kind: .ordinary)
  }

  static func space(_ width: String) -> FormulaAtom {
    FormulaAtom(element: MathElement("mspace", "", [("width", width)]), kind: .space)
  }

  static func function(_ name: String, hasLimits: Bool) -> FormulaAtom {
    FormulaAtom(element: MathElement("mi", name), kind: .function, hasLimits: hasLimits)
  }

  /// A bracket that is as large as a letter, or of the size that is asked for.
  static func fence(_ sign: String, _ kind: Kind, size: String? = nil) -> FormulaAtom {
    var attributes: [(String, String)] = []
    switch kind {
    case .open: attributes.append(("form", "prefix"))
    case .close: attributes.append(("form", "postfix"))
    default: attributes += [("lspace", "0em"), ("rspace", "0em")]
    }
    attributes +=
      size.map { [("stretchy", "true"), ("minsize", $0), ("maxsize", $0)] }
      ?? [("stretchy", "false")]
    return FormulaAtom(element: MathElement("mo", sign, attributes), kind: kind)
  }

  /// A sign between two others.
  ///
  /// - Parameter isSmall: Whether it stands above or below a line, where there are no blanks around it.
  static func sign(_ sign: String, _ kind: Kind, isSmall: Bool) -> FormulaAtom {
    var attributes: [(String, String)] = []
    var width: String? = isSmall && (kind == .binary || kind == .relation) ? "0em" : nil
    switch sign {
    case "/", "!": width = "0em"
    case "mod": width = width ?? "0.222em"
    case ":", "|": width = width ?? "0.278em"
    case ".": return FormulaAtom(element: MathElement("mtext", "."), kind: kind)
    default: break
    }
    if let width { attributes = [("lspace", width), ("rspace", width)] }
    if "|→←⟶⟹⟺↦".contains(sign) { attributes.append(("stretchy", "false")) }
    return FormulaAtom(element: MathElement("mo", sign, attributes), kind: kind)
  }

  /// The elements of atoms in a row, with the blanks that TeX puts beside names of functions.
  static func elements(of atoms: [FormulaAtom]) -> [MathElement] {
    var elements: [MathElement] = []
    var before = Kind.start
    for var atom in atoms {
      if atom.kind == .binary, [.start, .binary, .relation, .open, .punctuation].contains(before) {
        // A sign of a number, not one between two.
        atom.element.attributes.removeAll { $0.name == "lspace" || $0.name == "rspace" }
        atom.element.attributes.append(("form", "prefix"))
        atom.kind = .ordinary
      }
      let isApart =
        switch (before, atom.kind) {
        case (.function, .ordinary), (.function, .function), (.function, .largeOperator),
          (.function, .integral), (.ordinary, .function), (.close, .function):
          true
        default: false
        }
      if isApart { elements.append(space("0.167em").element) }
      elements.append(atom.element)
      before = atom.kind
    }
    return elements
  }
}
