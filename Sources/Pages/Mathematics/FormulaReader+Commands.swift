extension FormulaReader {
  /// What a command makes.
  mutating func command(_ name: String, _ style: Style) throws(FormulaError) -> FormulaAtom {
    if let letter = FormulaSymbols.letters[name] { return .letter(letter) }
    if let sign = FormulaSymbols.upright[name] { return .upright(sign) }
    if let width = FormulaSymbols.spaces[name] { return .space(width) }
    if let (sign, kind) = FormulaSymbols.operators[name] {
      var atom = FormulaAtom.sign(sign, kind, isSmall: style.isScript)
      atom.hasLimits = kind == .largeOperator
      return atom
    }
    if FormulaSymbols.functions.contains(name) {
      return .function(name, hasLimits: FormulaSymbols.functionsWithLimits.contains(name))
    }
    if let (sign, kind) = FormulaSymbols.fences[name] { return .fence(sign, kind) }
    if let accent = FormulaSymbols.accents[name] {
      let sign = MathElement("mo", accent, [("stretchy", "false")])
      return ordinary("mover", [try argument(style), sign], [("accent", "true")])
    }
    if let size = FormulaSymbols.sizes[name] { return try sized(name, size) }
    switch name {
    case "frac", "tfrac":
      let parts = [try argument(style.inline), try argument(style.inline)]
      let isForced = name == "tfrac" && style.isDisplayed
      return ordinary("mfrac", parts, isForced ? [("displaystyle", "false")] : [])
    case "sqrt": return try root(style)
    case "left": return try enclosed(style)
    case "text":
      let text = try plainText(of: name).replacing(" ", with: "\u{A0}")
      return FormulaAtom(element: MathElement("mtext", text), kind: .ordinary)
    case "operatorname": return .function(try plainText(of: name), hasLimits: false)
    case "mathrm": return .upright(try plainText(of: name))
    case "mathbf", "mathbb", "mathcal": return try letters(of: name)
    case "begin": return try table(style)
    default: throw FormulaError("\\\(name) isn't among the commands that formulas can have")
    }
  }

  private func ordinary(
    _ name: String, _ children: [MathElement], _ attributes: [(String, String)] = []
  ) -> FormulaAtom {
    FormulaAtom(element: MathElement(name, children, attributes), kind: .ordinary)
  }

  private mutating func plainText(of command: String) throws(FormulaError) -> String {
    let text = try takeText()
    guard !text.contains(where: { "\\${}".contains($0) }) else {
      throw FormulaError("\\\(command) can only have plain text in it")
    }
    return text
  }

  private mutating func letters(of alphabet: String) throws(FormulaError) -> FormulaAtom {
    var result = ""
    for character in try plainText(of: alphabet) {
      guard let letter = FormulaSymbols.letter(character, of: alphabet) else {
        throw FormulaError("\\\(alphabet) has no \"\(character)\"")
      }
      result += letter
    }
    return .upright(result)
  }

  private mutating func root(_ style: Style) throws(FormulaError) -> FormulaAtom {
    guard next == .character("[") else { return ordinary("msqrt", [try argument(style)]) }
    _ = try take()
    guard case .number(let degree) = try take(), try take() == .character("]") else {
      throw FormulaError("\\sqrt[…] can only have a number in it")
    }
    return ordinary("mroot", [try argument(style), MathElement("mn", degree)])
  }

  /// The sign of a bracket behind `\left`, `\big` …; nil for the point that stands for none.
  private mutating func fence(
    after command: String
  ) throws(FormulaError) -> (sign: String, kind: FormulaAtom.Kind)? {
    switch try take() {
    case .character("."): return nil
    case .character(let character):
      if let fence = FormulaSymbols.fences[String(character)] { return fence }
    case .command(let name):
      if let fence = FormulaSymbols.fences[name] { return fence }
    default: break
    }
    throw FormulaError("\\\(command) needs a bracket behind it")
  }

  private mutating func sized(
    _ command: String, _ size: String
  ) throws(FormulaError) -> FormulaAtom {
    guard let (sign, kind) = try fence(after: command) else {
      throw FormulaError("\\\(command) needs a bracket behind it")
    }
    switch command.last {
    case "l": return .fence(sign, .open, size: size)
    case "r": return .fence(sign, .close, size: size)
    default: return .fence(sign, kind, size: size)
    }
  }

  private func stretched(_ sign: String, _ form: String) -> MathElement {
    MathElement("mo", sign, [("form", form), ("stretchy", "true")])
  }

  private mutating func enclosed(_ style: Style) throws(FormulaError) -> FormulaAtom {
    var elements: [MathElement] = []
    if let (sign, _) = try fence(after: "left") { elements.append(stretched(sign, "prefix")) }
    elements += FormulaAtom.elements(of: try atoms(style))
    guard next == .command("right") else { throw FormulaError("\\left has no \\right") }
    _ = try take()
    if let (sign, _) = try fence(after: "right") { elements.append(stretched(sign, "postfix")) }
    return ordinary("mrow", elements)
  }

  private mutating func table(_ style: Style) throws(FormulaError) -> FormulaAtom {
    let name = try takeText()
    guard name == "pmatrix" || name == "cases" else {
      throw FormulaError("\\begin{\(name)} isn't among the tables that formulas can have")
    }
    var rows: [[MathElement]] = [[]]
    var isOpen = true
    while isOpen {
      let cell = FormulaAtom.elements(of: try atoms(style.inline))
      rows[rows.count - 1].append(MathElement("mtd", cell))
      guard let mark = next else {
        throw FormulaError("\\begin{\(name)} has no \\end{\(name)}")
      }
      _ = try take()
      switch mark {
      case .character("&"): break
      case .command("\\") where next != .command("end"): rows.append([])
      case .command("\\"):
        _ = try take()
        isOpen = false
      case .command("end"): isOpen = false
      default: throw FormulaError("\\begin{\(name)} has no \\end{\(name)}")
      }
    }
    guard try takeText() == name else {
      throw FormulaError("\\begin{\(name)} has no \\end{\(name)}")
    }
    let table = MathElement(
      "mtable", rows.map { MathElement("mtr", $0) }, name == "cases" ? [("class", "cases")] : [])
    let close = name == "cases" ? [] : [stretched(")", "postfix")]
    return ordinary("mrow", [stretched(name == "cases" ? "{" : "(", "prefix"), table] + close)
  }
}
