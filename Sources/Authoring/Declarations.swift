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

  /// Puts lines in the place of others.
  mutating func replace(_ range: Range<Int>, by new: [String]) {
    lines.replaceSubrange(range, with: new)
  }

  /// Where successive lines stand.
  func places(of wanted: [String], in range: Range<Int>) -> [Range<Int>] {
    guard let first = wanted.first else { return [] }
    return range.compactMap { index in
      guard lines[index] == first, index + wanted.count <= range.upperBound else { return nil }
      let place = index..<index + wanted.count
      return lines[place].elementsEqual(wanted) ? place : nil
    }
  }

  /// The lines of the declarations whose headers begin so.
  func declarations(beginning start: String, in range: Range<Int>) -> [Range<Int>] {
    range.compactMap { index in
      let line = lines[index].drop { $0 == " " }
      guard !line.isEmpty, start.hasPrefix(line) || line.hasPrefix(start), isCode(lines[index]),
        header(at: index)?.hasPrefix(start) == true, let end = end(of: index)
      else { return nil }
      return index..<min(end + 1, range.upperBound)
    }
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
