/// Reads a text block by block.
struct MarkdownBlocks {
  typealias Line = Markdown.Line

  let markdown: Markdown
  private var names: [String: Int] = [:]

  init(markdown: Markdown) { self.markdown = markdown }

  /// The blocks of some lines as HTML.
  mutating func html(_ lines: ArraySlice<Line>) throws(MarkdownError) -> String {
    var rest = lines
    var result: [String] = []
    while let line = rest.first {
      let text = line.text.drop { $0 == " " }
      if line.isBlank {
        rest.removeFirst()
      } else if text.hasPrefix("```") {
        result.append(try code(&rest))
      } else if text.wholeMatch(of: /\#{1,6}\ .*/) != nil {
        result.append(try heading(rest.removeFirst()))
      } else if text.hasPrefix("|") {
        let rows = rest.prefix { $0.text.drop { $0 == " " }.hasPrefix("|") }
        rest = rest[rows.endIndex...]
        result.append(try MarkdownTable(markdown: markdown, rows: Array(rows)).html())
      } else if text.hasPrefix(">") {
        result.append(try quote(&rest))
      } else if text.hasPrefix("<!--") {
        try skipRemark(&rest)
      } else if text.hasPrefix("<details>") {
        result.append(try details(&rest))
      } else if MarkdownMarker(line) != nil {
        result.append(try list(&rest))
      } else if text.wholeMatch(of: /([-*_=])\1\1+ */) != nil {
        throw markdown.error("pages have no rules (\(text))", in: line.number)
      } else {
        result.append(try paragraph(&rest))
      }
    }
    return result.joined(separator: "\n")
  }

  private func beginsBlock(_ line: Line) -> Bool {
    let text = line.text.drop { $0 == " " }
    return line.isBlank || text.hasPrefix("```") || text.hasPrefix("|") || text.hasPrefix(">")
      || text.hasPrefix("<details>") || text.hasPrefix("</details>") || text.hasPrefix("<!--")
      || text.prefixMatch(of: /\#{1,6}\ /) != nil || MarkdownMarker(line)?.interrupts ?? false
  }

  private func paragraph(_ rest: inout ArraySlice<Line>) throws(MarkdownError) -> String {
    let text = paragraphLines(&rest)
    return "<p>\(try inline(text))</p>"
  }

  /// The lines of a paragraph. A formula that stands by itself is a part of it, whatever its lines begin with.
  private func paragraphLines(_ rest: inout ArraySlice<Line>) -> [Line] {
    var lines: [Line] = []
    var isInFormula = false
    while let line = rest.first {
      if !lines.isEmpty, isInFormula ? line.isBlank : beginsBlock(line) { break }
      rest.removeFirst()
      lines.append(line)
      if line.text.split(separator: "$$", omittingEmptySubsequences: false).count.isMultiple(of: 2)
      {
        isInFormula.toggle()
      }
    }
    return lines
  }

  private func inline(_ lines: [Line]) throws(MarkdownError) -> String {
    guard let first = lines.first else { return "" }
    // Two blanks at the end of a line would be a new line; at that of a paragraph they are nothing.
    var text = lines.map { $0.text.drop { $0 == " " } }.joined(separator: "\n")
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return try MarkdownInline.html(text, markdown: markdown, line: first.number)
  }

  private mutating func heading(_ line: Line) throws(MarkdownError) -> String {
    let level = line.text.prefix { $0 == "#" }.count
    let title = Line(number: line.number, text: line.text.dropFirst(level + 1))
    let html = try inline([title])
    let tag = "h\(min(6, level + markdown.headingShift))"
    guard markdown.namesHeadings else { return "<\(tag)>\(html)</\(tag)>" }
    return "<\(tag) id=\"\(escaped(name(of: html)))\">\(html)</\(tag)>"
  }

  /// The name by which a heading can be jumped to, as GitHub makes it.
  private mutating func name(of html: String) -> String {
    let plain = html.replacing(/<[^>]*>|&[a-z#0-9]+;/, with: "").lowercased()
    let name = String(
      plain.compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || "-_".contains(character)
          ? character : nil
      })
    let number = names[name, default: 0]
    names[name] = number + 1
    return number == 0 ? name : "\(name)-\(number)"
  }

  private func code(_ rest: inout ArraySlice<Line>) throws(MarkdownError) -> String {
    let first = rest.removeFirst()
    var lines: [Substring] = []
    while let line = rest.popFirst() {
      if line.text.drop(while: { $0 == " " }).hasPrefix("```") {
        // What scrolls must be reachable from the keyboard.
        return "<pre class=\"code\" tabindex=\"0\"><code>\(escaped(lines.joined(separator: "\n")))"
          + "</code></pre>"
      }
      lines.append(line.text.dropFirst(min(first.indent, line.indent)))
    }
    throw markdown.error("this block of code isn't closed", in: first.number)
  }

  private mutating func quote(_ rest: inout ArraySlice<Line>) throws(MarkdownError) -> String {
    var inner: [Line] = []
    while let line = rest.first, line.text.drop(while: { $0 == " " }).hasPrefix(">") {
      rest.removeFirst()
      var text = line.text.drop { $0 == " " }.dropFirst()
      if text.first == " " { text.removeFirst() }
      inner.append(Line(number: line.number, text: text))
    }
    return "<blockquote>\n\(try html(inner[...]))\n</blockquote>"
  }

  private func skipRemark(_ rest: inout ArraySlice<Line>) throws(MarkdownError) {
    guard let first = rest.first else { return }
    while let line = rest.popFirst() { if line.text.contains("-->") { return } }
    throw markdown.error("this remark isn't closed", in: first.number)
  }

  private mutating func details(_ rest: inout ArraySlice<Line>) throws(MarkdownError) -> String {
    let first = rest.removeFirst()
    guard
      let found = first.text.wholeMatch(of: /\ *<details><summary>(.*)<\/summary>(.*)/)
    else {
      throw markdown.error(
        "<details> needs <summary>…</summary> behind it, in the same line", in: first.number)
    }
    let summary = try inline([Line(number: first.number, text: found.1)])
    var inner = [Line(number: first.number, text: found.2)]
    var depth = 1
    while let line = rest.popFirst() {
      let text = line.text.drop { $0 == " " }
      if text.hasPrefix("<details>") { depth += 1 }
      if text.hasPrefix("</details>") { depth -= 1 }
      if depth == 0 {
        guard text.dropFirst(10).allSatisfy(\.isWhitespace) else {
          throw markdown.error("</details> needs a line of its own", in: line.number)
        }
        return "<details><summary>\(summary)</summary>\n\(try html(inner[...]))\n</details>"
      }
      inner.append(line)
    }
    throw markdown.error("this <details> isn't closed", in: first.number)
  }

  private mutating func list(_ rest: inout ArraySlice<Line>) throws(MarkdownError) -> String {
    guard let first = rest.first, let marker = MarkdownMarker(first) else { return "" }
    var items: [[Line]] = []
    var isLoose = false
    while let line = rest.first, let found = MarkdownMarker(line),
      found.isNumber == marker.isNumber
    {
      let lines = itemLines(&rest, found)
      isLoose = isLoose || lines.dropLast().contains { $0.isBlank }
      items.append(lines)
      let blanks = rest.prefix { $0.isBlank }
      let following = rest.dropFirst(blanks.count)
      guard let next = following.first.flatMap(MarkdownMarker.init),
        next.isNumber == marker.isNumber, next.indent < marker.content
      else { break }
      isLoose = isLoose || !blanks.isEmpty
      rest = following
    }
    var content: [String] = []
    for item in items { content.append("<li>\(try self.item(item, isLoose: isLoose))</li>") }
    let tag = marker.isNumber ? "ol" : "ul"
    let start = marker.number == 1 ? "" : marker.number.map { " start=\"\($0)\"" } ?? ""
    return "<\(tag)\(start)>\n\(content.joined(separator: "\n"))\n</\(tag)>"
  }

  /// The lines of an item, without its marker and its indentation.
  private func itemLines(_ rest: inout ArraySlice<Line>, _ marker: MarkdownMarker) -> [Line] {
    let first = rest.removeFirst()
    var lines = [Line(number: first.number, text: first.text.dropFirst(marker.content))]
    while let line = rest.first {
      if line.isBlank {
        let blanks = rest.prefix { $0.isBlank }
        let next = rest.dropFirst(blanks.count).first
        guard let next, next.indent >= marker.content else { break }
        lines += blanks
        rest = rest.dropFirst(blanks.count)
      } else if line.indent >= marker.content {
        lines.append(Line(number: line.number, text: line.text.dropFirst(marker.content)))
        rest.removeFirst()
      } else if beginsBlock(line) || MarkdownMarker(line) != nil {
        break
      } else {
        lines.append(line)
        rest.removeFirst()
      }
    }
    return lines
  }

  private mutating func item(_ lines: [Line], isLoose: Bool) throws(MarkdownError) -> String {
    if isLoose { return try html(lines[...]) }
    // An item of a dense list has no paragraph around its first lines.
    var rest = lines[...]
    guard let first = rest.first, !beginsBlock(first) else { return try html(rest) }
    let text = paragraphLines(&rest)
    let more = try html(rest)
    return try inline(text) + (more.isEmpty ? "" : "\n\(more)")
  }
}

/// What stands before an item of a list.
struct MarkdownMarker {
  let indent: Int
  /// Where the item's text begins.
  let content: Int
  /// The number, in a list with numbers.
  let number: Int?
  var isNumber: Bool { number != nil }

  /// The marker at the beginning of a line; nil if there is none.
  init?(_ line: Markdown.Line) {
    guard let found = line.text.prefixMatch(of: /( *)(?:([-*+])|(\d{1,9})[.)])( +)(?=\S)/) else {
      return nil
    }
    indent = found.1.count
    content = found.0.count
    number = found.3.flatMap { Int($0) }
  }

  /// Whether such an item may follow the line of a paragraph: "2026. A year" isn't one.
  var interrupts: Bool { number == nil || number == 1 }
}
