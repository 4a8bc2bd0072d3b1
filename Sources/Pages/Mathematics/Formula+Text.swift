extension Formula {
  /// A formula in one line of text, as a terminal can show it: `yᵢ(δᵢⱼ − yⱼ)/τ`, `m̂₁`, `e^(−|z|)`.
  ///
  /// - Parameter text: The TeX between the dollar signs.
  /// - Throws: `FormulaError` that names what isn't understood, as for pages.
  public static func plainText(_ text: String) throws(FormulaError) -> String {
    var tokens = try FormulaToken.tokens(of: text)
    if let place = tokens.firstIndex(of: .command("tag")) { tokens.removeSubrange(place...) }
    var reader = FormulaReader(tokens: tokens)
    let elements = try reader.wholeFormula(FormulaReader.Style(isDisplayed: false))
    return plain(elements).trimmingPrefix { $0 == " " }.description
  }

  /// The formulas in a text, between dollar signs, as a terminal can show them. What isn't
  /// understood stays as it is, and so does code.
  public static func plainText(in text: String) -> String {
    text.partsOfCodeAndText.map { part in
      part.isCode
        ? part.text
        : part.text.replacing(/\$\$?([^$]+)\$\$?/) { match in
          (try? plainText(String(match.1))) ?? String(match.0)
        }
    }.joined()
  }

  private static func plain(_ elements: [MathElement]) -> String {
    elements.reduce(into: "") { line, element in
      let next = plain(element)
      // One blank where two meet.
      line += line.hasSuffix(" ") && next.hasPrefix(" ") ? String(next.dropFirst()) : next
    }
  }

  private static func plain(_ element: MathElement) -> String {
    let children = element.children
    switch element.name {
    case "mo": return sign(element)
    case "mspace": return (element.number("width") ?? 0) > 0 ? " " : ""
    case "mfrac": return part(children[0]) + "/" + part(children[1])
    case "msqrt": return "√" + grouped(children[0])
    case "mroot":
      return (written(plain(children[1]), superscripts) ?? "") + "√" + grouped(children[0])
    case "mover" where element.attribute("accent") != nil:
      return plain(children[0]) + (combining[children[1].text] ?? "")
    case "msub", "munder": return plain(children[0]) + below(children[1])
    case "msup", "mover": return plain(children[0]) + above(children[1])
    case "msubsup", "munderover":
      return plain(children[0]) + below(children[1]) + above(children[2])
    case "mtable":
      return children.map { row in
        row.children.map { plain([$0]) }.joined(separator: element.isCases ? " " : ", ")
      }.joined(separator: "; ")
    default: return element.text + plain(children)
    }
  }

  /// A sign with the blanks beside it.
  private static func sign(_ element: MathElement) -> String {
    let sign = element.text
    if [",", ";"].contains(sign) { return sign + " " }
    let isTight =
      element.attribute("form") != nil || element.attribute("lspace") == "0em"
      || ["/", "!", "′", "∑", "∫"].contains(sign)
    return isTight ? sign : " \(sign) "
  }

  /// A part of a fraction: in brackets, unless it is one symbol.
  private static func part(_ element: MathElement) -> String {
    element.name.hasPrefix("msu") ? plain(element) : grouped(element)
  }

  /// In brackets, unless it is one word.
  private static func grouped(_ element: MathElement) -> String {
    let text = plain(element)
    let isWord =
      text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "′" }
      && !element.name.hasPrefix("msu")
    return isWord || isInBrackets(text) ? text : "(\(text))"
  }

  /// Whether its first bracket is closed by its last sign.
  private static func isInBrackets(_ text: String) -> Bool {
    guard text.first == "(", text.last == ")" else { return false }
    var depth = 0
    for (place, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { return place == text.count - 1 }
    }
    return false
  }

  private static func below(_ element: MathElement) -> String {
    let text = plain(element)
    return written(text, subscripts) ?? "_" + grouped(element)
  }

  private static func above(_ element: MathElement) -> String {
    let text = plain(element)
    return written(text, superscripts) ?? "^" + grouped(element)
  }

  /// In small letters, where there are such for all of them.
  private static func written(_ text: String, _ alphabet: [Character: Character]) -> String? {
    let letters = text.map { alphabet[$0] }
    return letters.contains(nil) ? nil : String(letters.compactMap { $0 })
  }

  private static let combining = ["^": "\u{302}", "¯": "\u{304}", "~": "\u{303}"]

  private static let subscripts = Dictionary(
    uniqueKeysWithValues: zip("0123456789aehijklmnoprstuvx+−", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋"))

  private static let superscripts = Dictionary(
    uniqueKeysWithValues: zip("0123456789n+−⊤′∗", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁺⁻ᵀ′*"))
}

extension MathElement {
  fileprivate func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// A width in em.
  fileprivate func number(_ name: String) -> Double? {
    attribute(name).flatMap { Double($0.dropLast(2)) }
  }

  fileprivate var isCases: Bool { attribute("class") == "cases" }
}

extension String {
  /// The parts of a text that are code, between backticks, and those that aren't.
  fileprivate var partsOfCodeAndText: [(text: String, isCode: Bool)] {
    split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
      place % 2 == 0 ? (String(part), false) : ("`\(part)`", true)
    }
  }
}
