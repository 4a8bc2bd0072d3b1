/// Reads the text of a paragraph, sign by sign.
struct MarkdownInline {
  private let markdown: Markdown
  private let text: [Character]
  private let firstLine: Int
  private var place = 0

  /// The text as HTML.
  static func html(
    _ text: String, markdown: Markdown, line: Int
  ) throws(MarkdownError) -> String {
    var reader = MarkdownInline(markdown: markdown, text: Array(text), firstLine: line)
    return try reader.read(until: nil) ?? ""
  }

  private init(markdown: Markdown, text: [Character], firstLine: Int) {
    self.markdown = markdown
    self.text = text
    self.firstLine = firstLine
  }

  private func at(_ index: Int) -> Character? { text.indices.contains(index) ? text[index] : nil }

  private func hasPrefix(_ prefix: String, at index: Int) -> Bool {
    text[min(index, text.count)...].starts(with: prefix)
  }

  private func error(_ problem: String, at index: Int) -> MarkdownError {
    markdown.error(problem, in: firstLine + text[..<index].count { $0 == "\n" })
  }

  /// Reads up to a closing sign, or to the end.
  ///
  /// - Returns: nil if the closing sign isn't there; nothing is taken then.
  private mutating func read(until end: String?) throws(MarkdownError) -> String? {
    let start = place
    var result = ""
    while let character = at(place) {
      if let end, hasPrefix(end, at: place), closes(end) {
        place += end.count
        return result
      }
      switch character {
      case "\\": result += backslash()
      case "`": result += code()
      case "$":
        let bracket = result.hasSuffix("(") ? String(result.removeLast()) : ""
        result += try formula(behind: bracket)
      case "*": result += try emphasis()
      case "!" where at(place + 1) == "[": result += try image()
      case "[": result += try link()
      case "<": result += try angle()
      case "&": result += try entity()
      case " " where hasPrefix("  \n", at: place):
        result += "<br>"
        place += 2
      default:
        result += escaped(String(character))
        place += 1
      }
    }
    if end == nil { return result }
    place = start
    return nil
  }

  private func closes(_ end: String) -> Bool {
    if at(place - 1)?.isWhitespace ?? true { return false }
    return end != "*" || at(place + 1) != "*" || at(place + 2) == "*"
  }

  private mutating func backslash() -> String {
    guard let next = at(place + 1), next.isASCII, next.isPunctuation || next.isSymbol else {
      place += 1
      return "\\"
    }
    place += 2
    return escaped(String(next))
  }

  private mutating func code() -> String {
    let count = text[place...].prefix { $0 == "`" }.count
    let start = place + count
    var index = start
    while index < text.count {
      let run = text[index...].prefix { $0 == "`" }.count
      if run == count {
        var content = String(text[start..<index]).replacing("\n", with: " ")
        if content.hasPrefix(" "), content.hasSuffix(" "), content.contains(where: { $0 != " " }) {
          content = String(content.dropFirst().dropLast())
        }
        place = index + count
        return "<code>\(escaped(content))</code>"
      }
      index += max(1, run)
    }
    place = start
    return String(repeating: "`", count: count)
  }

  /// A formula; in a line, with what no new line may part from it: a bracket before, a comma behind.
  private mutating func formula(behind bracket: String) throws(MarkdownError) -> String {
    let isDisplayed = at(place + 1) == "$"
    let sign = isDisplayed ? "$$" : "$"
    let start = place + sign.count
    guard let next = at(start), isDisplayed || !next.isWhitespace else {
      place += 1
      return bracket + "$"
    }
    var end = start
    while end < text.count, !hasPrefix(sign, at: end) { end += text[end] == "\\" ? 2 : 1 }
    guard end < text.count, end > start else {
      throw error("a formula isn't closed", at: place)
    }
    let formula: Formula
    do {
      formula = try Formula(String(text[start..<end]), isDisplayed: isDisplayed)
    } catch let problem {
      throw error(problem.description, at: place)
    }
    place = end + sign.count
    guard isDisplayed else {
      let rest = text[place...].prefix {
        $0.isLetter || $0.isNumber || ".,;:!?)-–’”'".contains($0)
      }
      place = rest.endIndex
      if rest.isEmpty, bracket.isEmpty { return formula.markup }
      return "<span class=\"joined\">\(bracket)\(formula.markup)\(escaped(String(rest)))</span>"
    }
    let tag = formula.tag.map { "<span class=\"tag\">(\(escaped($0)))</span>" } ?? ""
    return bracket + "<span class=\"formula\" tabindex=\"0\">\(formula.markup)\(tag)</span>"
  }

  private mutating func emphasis() throws(MarkdownError) -> String {
    let sign = at(place + 1) == "*" ? "**" : "*"
    let start = place
    place += sign.count
    if let next = at(place), !next.isWhitespace, let inner = try read(until: sign) {
      let tag = sign == "**" ? "strong" : "em"
      return "<\(tag)>\(inner)</\(tag)>"
    }
    place = start + sign.count
    return sign
  }

  /// The text in brackets and the address behind it; nil if that isn't what stands here.
  private func target(from index: Int) -> (text: Range<Int>, address: String, end: Int)? {
    var depth = 0
    var close = index
    var isCode = false
    while close < text.count {
      switch text[close] {
      case "`": isCode.toggle()
      case "\\" where !isCode: close += 1
      case "[" where !isCode: depth += 1
      case "]" where !isCode: depth -= 1
      default: break
      }
      if depth == 0 { break }
      close += 1
    }
    guard close < text.count, at(close + 1) == "(",
      let end = text[(close + 2)...].firstIndex(of: ")")
    else { return nil }
    let address = String(text[(close + 2)..<end])
    guard !address.contains(where: \.isWhitespace) else { return nil }
    return (index + 1..<close, address, end + 1)
  }

  private mutating func link() throws(MarkdownError) -> String {
    guard let (range, target, end) = target(from: place) else {
      place += 1
      return "["
    }
    guard
      target.prefixMatch(of: /[a-zA-Z][a-zA-Z0-9+.\-]*:/) == nil
        || target.hasPrefix("https://") || target.hasPrefix("http://")
    else { throw error("a link can't lead to \(target)", at: place) }
    let inner = try Self.html(
      String(text[range]), markdown: markdown,
      line: firstLine + text[..<place].count { $0 == "\n" })
    place = end
    guard let address = markdown.address(target) else { return inner }
    return "<a href=\"\(escaped(address))\">\(inner)</a>"
  }

  private mutating func image() throws(MarkdownError) -> String {
    guard let (range, target, end) = target(from: place + 1) else {
      throw error("an image is written ![description](address)", at: place)
    }
    place = end
    return markdown.image(target, String(text[range]))
  }

  private mutating func angle() throws(MarkdownError) -> String {
    if hasPrefix("<br>", at: place) {
      place += 4
      return "<br>"
    }
    if let next = at(place + 1), next.isLetter || next == "/" || next == "!" {
      let tag = String(text[place...].prefix { $0 != ">" && !$0.isWhitespace })
      throw error("\(tag)> isn't among the HTML that texts can have here", at: place)
    }
    place += 1
    return "&lt;"
  }

  private mutating func entity() throws(MarkdownError) -> String {
    if hasPrefix("&nbsp;", at: place) {
      place += 6
      return "&nbsp;"
    }
    if let found = String(text[place...].prefix(12)).prefixMatch(of: /&#?[a-zA-Z0-9]+;/) {
      throw error("\(found.0) isn't among the signs that texts can have here", at: place)
    }
    place += 1
    return "&amp;"
  }
}
