/// The pieces of which a formula in TeX is written.
enum FormulaToken: Equatable {
  /// `\frac`, and `\,` too: what follows the backslash.
  case command(String)
  /// Digits, with a point among them.
  case number(String)
  case character(Character)
  case open
  case close
  /// What `\text`, `\mathrm`, `\begin` … have in their braces, as it is written.
  case verbatim(String)

  /// Commands whose argument isn't a formula.
  private static let verbatimCommands: Set<String> = [
    "text", "operatorname", "mathrm", "mathbf", "mathbb", "mathcal", "begin", "end", "tag",
  ]

  /// Splits a formula.
  ///
  /// - Throws: `FormulaError` where a brace isn't closed.
  static func tokens(of text: String) throws(FormulaError) -> [FormulaToken] {
    var tokens: [FormulaToken] = []
    var rest = text[...]
    while let character = rest.first {
      rest.removeFirst()
      switch character {
      case "\\":
        let letters = rest.prefix { $0.isASCII && $0.isLetter }
        let name = letters.isEmpty ? rest.prefix(1) : letters
        guard !name.isEmpty else { throw FormulaError("the formula ends with a backslash") }
        rest = rest[name.endIndex...]
        // A line's end after a backslash is a blank.
        tokens.append(.command(name.allSatisfy(\.isWhitespace) ? " " : String(name)))
        if verbatimCommands.contains(String(name)) {
          tokens.append(.verbatim(try argument(of: String(name), &rest)))
        }
      case "{": tokens.append(.open)
      case "}": tokens.append(.close)
      case "0"..."9":
        let more = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        // A point that ends a sentence isn't part of the number.
        let digits = more.last == "." ? more.dropLast() : more
        rest = rest[digits.endIndex...]
        tokens.append(.number(String(character) + digits))
      case _ where character.isWhitespace: break
      default: tokens.append(.character(character))
      }
    }
    return tokens
  }

  private static func argument(
    of command: String, _ rest: inout Substring
  ) throws(FormulaError) -> String {
    let text = rest.drop(while: \.isWhitespace)
    if text.first == "\\" {
      // \operatorname\foo isn't used; \text needs its braces.
      throw FormulaError("\\\(command) needs braces")
    }
    guard text.first == "{" else {
      guard let one = text.first else { throw FormulaError("\\\(command) needs braces") }
      rest = text.dropFirst()
      return String(one)
    }
    guard let end = text.firstIndex(of: "}") else {
      throw FormulaError("the brace after \\\(command) isn't closed")
    }
    let content = text[text.index(after: text.startIndex)..<end]
    rest = text[text.index(after: end)...]
    return String(content)
  }
}
