/// Reads the pieces of a formula, one after the other.
struct FormulaReader {
  /// Where a part of a formula stands.
  struct Style {
    /// Whether it stands by itself: large signs, limits under and over them.
    var isDisplayed: Bool
    /// Whether it stands above or below a line.
    var isScript = false

    var script: Style { Style(isDisplayed: false, isScript: true) }
    var inline: Style { Style(isDisplayed: false, isScript: isScript) }
  }

  var tokens: [FormulaToken]
  private var place = 0

  init(tokens: [FormulaToken]) { self.tokens = tokens }

  var next: FormulaToken? { place < tokens.count ? tokens[place] : nil }

  /// Takes the next piece.
  ///
  /// - Throws: `FormulaError` where there is none.
  mutating func take() throws(FormulaError) -> FormulaToken {
    guard let next else { throw FormulaError("the formula ends in the middle") }
    place += 1
    return next
  }

  mutating func takeText() throws(FormulaError) -> String {
    guard case .verbatim(let text) = try take() else {
      throw FormulaError("a name in braces is missing")
    }
    return text
  }

  /// The whole formula.
  mutating func wholeFormula(_ style: Style) throws(FormulaError) -> [MathElement] {
    let atoms = try atoms(style)
    switch next {
    case nil: return FormulaAtom.elements(of: atoms)
    case .close: throw FormulaError("a brace is closed that wasn't opened")
    case .command(let name): throw FormulaError("\\\(name) stands where it can't")
    default: throw FormulaError("& stands outside of a table")
    }
  }

  /// Reads up to what ends a part: a closed brace, `\right`, `\end`, `&`, `\\`.
  mutating func atoms(_ style: Style) throws(FormulaError) -> [FormulaAtom] {
    var atoms: [FormulaAtom] = []
    while let next {
      switch next {
      case .close, .command("right"), .command("end"), .command("\\"), .character("&"):
        return atoms
      default: atoms.append(try scripted(style))
      }
    }
    return atoms
  }

  /// A symbol with what is above and below it.
  private mutating func scripted(_ style: Style) throws(FormulaError) -> FormulaAtom {
    var atom = try nucleus(style)
    var below: MathElement?
    var above: [MathElement] = []
    while let next {
      if next == .character("'") {
        place += 1
        above.append(MathElement("mo", "′", [("lspace", "0em"), ("rspace", "0em")]))
      } else if next == .character("^") {
        place += 1
        above.append(try argument(style.script))
      } else if next == .character("_") {
        place += 1
        guard below == nil else { throw FormulaError("two subscripts at one symbol") }
        below = try argument(style.script)
      } else {
        break
      }
    }
    guard below != nil || !above.isEmpty else { return atom }
    let isStacked = atom.hasLimits && style.isDisplayed
    let power = above.isEmpty ? nil : MathElement.row(above)
    let name: String
    switch (below, power) {
    case (.some, .some): name = isStacked ? "munderover" : "msubsup"
    case (.some, nil): name = isStacked ? "munder" : "msub"
    default: name = isStacked ? "mover" : "msup"
    }
    atom.element = MathElement(name, [atom.element] + [below, power].compactMap { $0 })
    return atom
  }

  /// What a command acts on: one symbol, one digit, or what stands in braces.
  mutating func argument(_ style: Style) throws(FormulaError) -> MathElement {
    switch next {
    case .number(let digits) where digits.count > 1:
      tokens[place] = .number(String(digits.dropFirst()))
      return MathElement("mn", String(digits.prefix(1)))
    case .character("^"), .character("_"), .character("&"), .close:
      throw FormulaError("something is missing before \(next == .close ? "}" : "^, _ or &")")
    default:
      return try nucleus(style).element
    }
  }

  /// A symbol without what is above and below it.
  private mutating func nucleus(_ style: Style) throws(FormulaError) -> FormulaAtom {
    switch try take() {
    case .number(let digits):
      return FormulaAtom(element: MathElement("mn", digits), kind: .ordinary)
    case .verbatim: throw FormulaError("a name stands where a symbol should")
    case .open:
      let inner = try atoms(style)
      guard next == .close else { throw FormulaError("a brace isn't closed") }
      place += 1
      return FormulaAtom(
        element: .row(FormulaAtom.elements(of: inner)), kind: .ordinary)
    case .close: throw FormulaError("a brace is closed that wasn't opened")
    case .character(let character): return try symbol(character, style)
    case .command(let name): return try command(name, style)
    }
  }

  private func symbol(
    _ character: Character, _ style: Style
  ) throws(FormulaError) -> FormulaAtom {
    if let (sign, kind) = FormulaSymbols.fences[String(character)], character != "{" {
      return .fence(sign, kind)
    }
    if let (sign, kind) = FormulaSymbols.characters[character] {
      return .sign(sign, kind, isSmall: style.isScript)
    }
    if character == "…" { return .upright("…") }
    guard character.isLetter else {
      throw FormulaError("\"\(character)\" isn't among the signs that formulas can have")
    }
    return .letter(String(character))
  }
}
