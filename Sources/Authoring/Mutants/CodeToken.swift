/// A piece of Swift code, with its place among the characters of its file.
struct CodeToken {
  enum Kind {
    case word
    case number
    /// A string literal as a whole, with all that is interpolated into it.
    case string
    /// An operator such as "+=" or "..<".
    case sign
    /// A bracket, a comma, a colon or a point.
    case mark
  }

  let kind: Kind
  let text: String
  let range: Range<Int>
  /// Whether it is the first of its line.
  let startsLine: Bool
  /// Whether white space stands on its left and on its right.
  let isApart: (left: Bool, right: Bool)

  /// Whether it is an operator between two operands; only those of ranges touch them.
  var isBinary: Bool {
    let isRange = text == "..<" || text == "..."
    return kind == .sign && isApart == (!isRange, !isRange)
  }

  /// Whether it is an operator before its operand.
  var isPrefix: Bool { kind == .sign && isApart.left && !isApart.right }

  /// The tokens of a text; comments have none.
  static func all(in text: [Character]) -> [CodeToken] {
    var reader = Reader(text: text)
    while reader.readOne() {}
    return reader.tokens
  }
}

private struct Reader {
  let text: [Character]
  var tokens: [CodeToken] = []
  private var place = 0
  private var startsLine = true

  init(text: [Character]) { self.text = text }

  private static let signs = Set("+-*/<>=!&|?%^~")

  /// Reads a token, a comment or some white space; returns whether there was any.
  mutating func readOne() -> Bool {
    guard place < text.count else { return false }
    let start = place
    let character = text[place]
    if character.isWhitespace {
      place += 1
      if character.isNewline { startsLine = true }
    } else if has("//") {
      skip { !$0.isNewline }
    } else if has("/*") {
      skipComment()
    } else if character == "\"" || has("#\"") || has("##\"") {
      skipString()
      add(.string, from: start)
    } else if character.isNumber {
      skipNumber()
      add(.number, from: start)
    } else if character.isLetter || "_$#@`".contains(character) {
      place += 1
      skip { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" }
      add(.word, from: start)
    } else if has("..<") || has("...") {
      place += 3
      add(.sign, from: start)
    } else if Self.signs.contains(character) {
      place += 1
      // A question mark behind a value belongs to it, whatever follows.
      if character != "?" || has("?") { skip(Self.signs.contains) }
      add(.sign, from: start)
    } else {
      place += 1
      add(.mark, from: start)
    }
    return true
  }

  private mutating func add(_ kind: CodeToken.Kind, from start: Int) {
    func isApart(_ place: Int, but brackets: String) -> Bool {
      guard text.indices.contains(place) else { return true }
      return text[place].isWhitespace || brackets.contains(text[place])
    }
    tokens.append(
      CodeToken(
        kind: kind, text: String(text[start..<place]), range: start..<place,
        startsLine: startsLine,
        isApart: (isApart(start - 1, but: "([{,;:"), isApart(place, but: ")]},;:"))))
    startsLine = false
  }

  private func has(_ word: String) -> Bool { text[place...].starts(with: word) }

  private mutating func skip(_ belongs: (Character) -> Bool) {
    while place < text.count, belongs(text[place]) { place += 1 }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      let step = has("/*") ? 1 : has("*/") ? -1 : 0
      depth += step
      place += step == 0 ? 1 : 2
    } while depth > 0 && place < text.count
  }

  private mutating func skipNumber() {
    skip { $0.isNumber || $0.isLetter || $0 == "_" }
    // The point of "1.5", but not that of "1..<n" or of "pair.0.count".
    if has("."), tokens.last?.text != ".", place + 1 < text.count, text[place + 1].isNumber {
      place += 1
      skip { $0.isNumber || $0.isLetter || $0 == "_" }
    }
    // The minus of "1e-9".
    if text[place - 1] == "e", has("-") || has("+") {
      place += 1
      skip(\.isNumber)
    }
  }

  private mutating func skipString() {
    let start = place
    skip { $0 == "#" }
    let fence = String(repeating: "#", count: place - start)
    let quote = has("\"\"\"") ? "\"\"\"" : "\""
    place += quote.count
    while place < text.count, !has(quote + fence) {
      if has("\\\(fence)(") {
        skipInterpolation()
      } else {
        place += has("\\\(fence)") ? fence.count + 2 : 1
      }
    }
    place = min(place + quote.count + fence.count, text.count)
  }

  private mutating func skipInterpolation() {
    skip { $0 != "(" }
    var depth = 0
    repeat {
      if has("\"") {
        skipString()
        continue
      }
      if has("(") { depth += 1 }
      if has(")") { depth -= 1 }
      place += 1
    } while depth > 0 && place < text.count
  }
}
