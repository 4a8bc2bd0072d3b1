/// Makes HTML of the part of Markdown that the kit's texts are written in.
///
/// Headings, paragraphs, lists, tables, quotes, blocks of code; emphasis, code, links, images, formulas
/// between dollar signs; `<details>` with its `<summary>`, `<br>` and `&nbsp;`; remarks. All else is
/// refused by name, so that no page shows half of what its author meant.
public struct Markdown {
  /// The text's name, for errors.
  let file: String
  /// Levels that each heading is lowered by.
  public var headingShift = 0
  /// Whether headings can be jumped to, by the names that GitHub gives them.
  public var namesHeadings = true
  /// Where a link leads: the address of another, or nil where there should be no link.
  public var address: (String) -> String? = { $0 }
  /// What stands for an image: its address and its description.
  public var image: (_ address: String, _ description: String) -> String = { _, description in
    "<em>\(escaped(description))</em>"
  }

  /// A translator for the text of one file.
  public init(file: String) { self.file = file }

  /// A line, and which one it is.
  struct Line {
    let number: Int
    var text: Substring
    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
    var indent: Int { text.prefix { $0 == " " }.count }
  }

  /// The text as HTML.
  ///
  /// - Parameters:
  ///   - text: Markdown.
  ///   - firstLine: The number that the first line has in the file.
  /// - Returns: The text's blocks, without a page around them.
  /// - Throws: `MarkdownError` that names the line and what can't be shown.
  public func html(_ text: String, firstLine: Int = 1) throws(MarkdownError) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().map { Line(number: firstLine + $0.offset, text: $0.element) }
    var blocks = MarkdownBlocks(markdown: self)
    return try blocks.html(lines[...])
  }

  func error(_ problem: String, in line: Int) -> MarkdownError {
    MarkdownError(file: file, line: line, problem: problem)
  }
}

extension Markdown {
  /// All blocks of Swift code of a text, one after the other.
  public static func code(in text: String) -> String {
    var result = ""
    var isCode = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
      } else if isCode {
        result += line + "\n"
      }
    }
    return result
  }
}
