import Foundation

/// Pieces of a page. Whatever comes from a student goes through ``text(_:limit:)``.
enum HTML {
  /// Text as a page can show it: its signs escaped, cut to a number of scalars.
  ///
  /// Scalar by scalar, because a character may be a sign and an accent upon it. Control characters
  /// become pictures of themselves.
  static func text(_ text: String, limit: Int = 20_000) -> String {
    var result = ""
    for scalar in shortened(text, to: limit).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{7F}": result += "␡"
      case _ where scalar.value < 0x20:
        result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "�")
      case "\u{80}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "�"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name in a sentence: whichever way it is written, the sentence around it keeps its order.
  static func name(_ name: String, limit: Int = 200) -> String {
    "<bdi>\(text(name.split(whereSeparator: \.isNewline).joined(separator: " "), limit: limit))</bdi>"
  }

  /// Text that keeps its own lines.
  static func block(_ text: String, limit: Int = 20_000, wraps: Bool = false) -> String {
    "<pre\(wraps ? " class=\"wraps\"" : "") dir=\"auto\" tabindex=\"0\">"
      + "\(self.text(text, limit: limit))</pre>"
  }

  /// A path as the address of a link; whatever it is, it stays below the page's own folder.
  static func address(_ path: String, anchor: String? = nil) -> String {
    let plain = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/")
    func encoded(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
    return "./" + encoded(path) + (anchor.map { "#" + encoded($0) } ?? "")
  }

  /// A bar that is filled up to a share, with its meaning in words.
  static func bar(_ share: Double, _ label: String) -> String {
    let width = min(max(ordinary(share), 0), 1) * 100
    let kind = width >= 99.95 ? " full" : ""
    return "<span class=\"bar\(kind)\" role=\"img\" aria-label=\"\(text(label))\">"
      + "<span style=\"width:\(points(width, decimals: 1))%\"></span></span>"
  }

  /// Something to unfold.
  static func details(_ summary: String, _ content: String, isOpen: Bool = false) -> String {
    "<details\(isOpen ? " open" : "")><summary>\(summary)</summary>\n\(content)\n</details>"
  }

  /// A list; empty if there is nothing in it.
  static func list(_ items: [String], kind: String = "") -> String {
    if items.isEmpty { return "" }
    let kind = kind.isEmpty ? "" : " class=\"\(kind)\""
    return "<ul\(kind)>\n" + items.map { "<li>\($0)</li>" }.joined(separator: "\n") + "\n</ul>"
  }

  /// A table in a box that scrolls by itself; the first cell of each row is its heading.
  ///
  /// - Parameter numbers: the columns that hold numbers.
  static func table(
    _ caption: String, _ header: [String], _ rows: [[String]], numbers: Set<Int> = []
  ) -> String {
    func cell(_ tag: String, _ index: Int, _ content: String, scope: String? = nil) -> String {
      let kind = numbers.contains(index) ? " class=\"number\"" : ""
      return "<\(tag)\(scope.map { " scope=\"\($0)\"" } ?? "")\(kind)>\(content)</\(tag)>"
    }
    let head = header.enumerated().map { cell("th", $0, $1, scope: "col") }.joined()
    let body = rows.map { row in
      "<tr>"
        + row.enumerated().map { index, content in
          index == 0 ? cell("th", index, content, scope: "row") : cell("td", index, content)
        }.joined() + "</tr>"
    }
    return "<div class=\"scrolls\" role=\"region\" tabindex=\"0\" aria-label=\"\(caption)\">"
      + "<table>\n<caption>\(caption)</caption>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
      + body.joined(separator: "\n") + "\n</tbody>\n</table></div>"
  }

  /// A whole page. It runs no scripts and loads nothing, even if something slipped through.
  static func page(title: String, header: String, main: String, footer: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>\(text(title, limit: 200))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <header>
    \(header)
    </header>
    <main>
    \(main)
    </main>
    <footer>
    \(footer)
    </footer>
    </body>
    </html>

    """
  }
}
