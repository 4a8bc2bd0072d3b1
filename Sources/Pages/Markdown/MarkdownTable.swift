/// A table.
struct MarkdownTable {
  let markdown: Markdown
  let rows: [Markdown.Line]

  func html() throws(MarkdownError) -> String {
    guard rows.count >= 2, let first = rows.first else {
      throw markdown.error("this table has a single line", in: rows.first?.number ?? 0)
    }
    let rules = cells(of: rows[1])
    guard rules.allSatisfy({ $0.wholeMatch(of: /:?-+:?/) != nil }) else {
      throw markdown.error("below the heads of a table stands | --- |", in: rows[1].number)
    }
    let isNumber = rules.map { $0.hasSuffix(":") && !$0.hasPrefix(":") }
    let head = try row(first, isNumber, isHead: true)
    var body: [String] = []
    for line in rows.dropFirst(2) { body.append(try row(line, isNumber, isHead: false)) }
    // What scrolls must be reachable from the keyboard.
    return "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\(head)</thead>\n<tbody>\n"
      + body.joined(separator: "\n") + "\n</tbody>\n</table></div>"
  }

  private func row(
    _ line: Markdown.Line, _ isNumber: [Bool], isHead: Bool
  ) throws(MarkdownError) -> String {
    let cells = cells(of: line)
    guard cells.count == isNumber.count else {
      throw markdown.error(
        "this row has \(cells.count) cells, the table's head \(isNumber.count)", in: line.number)
    }
    var result = ""
    for (cell, isNumber) in zip(cells, isNumber) {
      let html = try MarkdownInline.html(cell, markdown: markdown, line: line.number)
      // A heading without words is none: formulas are read aloud by few programs.
      let words = html.replacing(/<math.*?<\/math>|<[^>]*>/, with: "")
      let tag = isHead && words.contains(where: \.isLetter) ? "th" : "td"
      let scope = tag == "th" ? " scope=\"col\"" : ""
      result += "<\(tag)\(scope)\(isNumber ? " class=\"number\"" : "")>\(html)</\(tag)>"
    }
    return "<tr>\(result)</tr>"
  }

  private func cells(of line: Markdown.Line) -> [String] {
    var cells: [String] = [""]
    var isEscaped = false
    for character in line.text.drop(while: { $0 == " " }).dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.last?.allSatisfy(\.isWhitespace) ?? false { cells.removeLast() }
    return cells.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }
}
