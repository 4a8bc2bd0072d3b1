import Fingerprints
import Foundation
import Pages

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

  /// What a block of text is.
  enum Block: String {
    /// Lines that are too long are scrolled to.
    case code
    /// Lines that are too long are folded.
    case wraps
    /// What a person has written; folded too.
    case prose
  }

  /// Text that keeps its own lines.
  static func block(_ text: String, as kind: Block) -> String {
    // What scrolls must be reachable from the keyboard.
    "<pre class=\"\(kind)\" dir=\"auto\"\(kind == .code ? " tabindex=\"0\"" : "")>"
      + "\(self.text(text))</pre>"
  }

  /// A path as the address of a link; whatever it is, it can't name another scheme or place.
  static func address(_ path: String, anchor: String? = nil) -> String {
    func encoded(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
    return "./" + encoded(path) + (anchor.map { "#" + encoded($0) } ?? "")
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/")

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

  /// A table; the first cell of each row is its heading.
  ///
  /// - Parameter numbers: the columns that hold numbers.
  static func table(
    _ caption: String, _ header: [String], _ rows: [[String]], numbers: Set<Int> = []
  ) -> String {
    func kind(_ index: Int) -> String { numbers.contains(index) ? " class=\"number\"" : "" }
    let head = header.enumerated().map { "<th scope=\"col\"\(kind($0))>\($1)</th>" }
    let body = rows.map { row in
      let cells = row.enumerated().map { index, content in
        if index == 0 { return "<th scope=\"row\">\(content)</th>" }
        let label = header[index].isEmpty ? "" : " data-label=\"\(header[index])\""
        return "<td\(kind(index))\(label)>\(content)</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return "<table>\n<caption>\(caption)</caption>\n<thead><tr>\(head.joined())</tr></thead>\n"
      + "<tbody>\n\(body.joined(separator: "\n"))\n</tbody>\n</table>"
  }

  /// The checksum by which a browser knows a script.
  private static func base64Digest(_ text: String) -> String {
    let digits = Array(SHA256.digest(Data(text.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }

  /// A whole page. It loads nothing and runs no scripts but its own, even if something slipped through.
  ///
  /// - Parameters:
  ///   - unfolds: whether paper shows what is folded on the screen.
  ///   - style: what it has besides the style of all pages.
  ///   - script: its script; no other is run.
  static func page(
    title: String, header: String, main: String, footer: String, unfolds: Bool,
    style ownStyle: String = "", script: String? = nil
  ) -> String {
    let text = script.map { "\n\($0)\n" }
    let allowed = text.map { " script-src 'sha256-\(base64Digest($0))';" } ?? ""
    let element = text.map { "\n<script>\($0)</script>" } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="en"\(unfolds ? " class=\"unfolded\"" : "")>
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';\(allowed) base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>\(self.text(title, limit: 200))</title>
      <style>
      \(style)
      \(textStyle)\(ownStyle.isEmpty ? "" : "\n" + ownStyle)
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
      </footer>\(element)
      </body>
      </html>

      """
  }
}
