import Foundation
import Grading

/// A Swift source file as lines, in which whole declarations can be found.
///
/// It relies on the layout that `swift format` gives: a declaration begins with a header that ends
/// with "{", and ends with the first "}" that stands as far to the left as the header's first line.
struct Declarations {
  private(set) var lines: [String]

  init(_ text: String) { lines = text.components(separatedBy: "\n") }

  var text: String { lines.joined(separator: "\n") }

  /// The line that holds a sentence behind "// Mistake: ".
  var mistake: String? {
    let mark = "// Mistake: "
    return lines.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }

  /// The declarations that stand at the left margin.
  var topLevel: [[String]] {
    var result: [[String]] = []
    var index = 0
    while index < lines.count {
      if let first = lines[index].first, first.isLetter || first == "@",
        !lines[index].hasPrefix("import "), let end = end(of: index)
      {
        result.append(Array(lines[index...end]))
        index = end
      }
      index += 1
    }
    return result
  }

  /// Puts a declaration in the place of the one with the same header.
  mutating func replace(with declaration: [String]) throws {
    let header =
      Declarations(declaration.joined(separator: "\n")).header(at: 0) ?? declaration.first ?? ""
    let place = lines.indices.first {
      // A header begins with its own first line, which is quickly seen.
      !lines[$0].isEmpty && header.hasPrefix(lines[$0].trimmingCharacters(in: .whitespaces))
        && isCode(lines[$0]) && self.header(at: $0) == header
    }
    guard let place, let end = end(of: place) else {
      throw Grader.Failure(description: "the solution has no declaration \"\(header)\"")
    }
    let margin = String(lines[place].prefix { $0 == " " })
    lines.replaceSubrange(place...end, with: declaration.map { $0.isEmpty ? "" : margin + $0 })
  }

  private func isCode(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    return !text.isEmpty && !text.hasPrefix("//")
  }

  /// The lines from `index` to the one that ends with "{", as one.
  private func header(at index: Int) -> String? {
    let tail = lines[index...].prefix(8)
    guard let end = tail.firstIndex(where: { $0.hasSuffix("{") }) else { return nil }
    return lines[index...end].map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  private func end(of index: Int) -> Int? {
    let brace = lines[index].prefix { $0 == " " } + "}"
    return lines[index...].firstIndex { $0.hasPrefix(brace) }
  }
}
