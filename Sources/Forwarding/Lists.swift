import Foundation

/// The lists of exercises in texts that are written by hand otherwise.
enum Lists {
  /// The README with its table of exercises, and with what `grade` shows of them before any is begun.
  static func readMe(_ text: String, _ rows: [CatalogueRow]) throws -> String {
    var lines = text.components(separatedBy: "\n")
    try replace(
      rows.map(\.tableRow), in: &lines, behind: "| --- | --- | --- | --- |", before: "",
      what: "README.md has no table of exercises")
    let width = rows.map(\.title.count).max() ?? 0
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let graded = rows.map { row in
      let title = row.title + String(repeating: " ", count: width - row.title.count)
      let points = padded("0 / \(row.points)", 11)
      return "\(padded("\(row.number)", 3))  \(title)  ░░░░░░░░░░\(points)  not started"
    }
    let total = rows.reduce(0) { $0 + $1.points }
    try replace(
      [""] + graded + ["     Total" + padded("0 / \(total)", width + 18)], in: &lines,
      behind: "Answers in Exercises, seed 0", before: "```",
      what: "README.md doesn't show the points of an untouched kit")
    return lines.joined(separator: "\n")
  }

  /// The manifest with a checksum of the folders' names.
  static func manifest(_ text: String, _ rows: [CatalogueRow]) throws -> String {
    let line = /(?m)^let checksum = "\w+"$/
    guard text.contains(line) else { throw ForwardingError("Package.swift has no checksum") }
    let sum = rows.map(\.folder).joined(separator: "\n").utf8.reduce(UInt32(5381)) {
      $0 &* 33 ^ UInt32($1)
    }
    return text.replacing(line, with: "let checksum = \"\(String(sum, radix: 16))\"")
  }

  private static func replace(
    _ new: [String], in lines: inout [String], behind first: String, before last: String,
    what problem: String
  ) throws {
    guard let start = lines.firstIndex(of: first),
      let end = lines[(start + 1)...].firstIndex(of: last)
    else { throw ForwardingError(problem) }
    lines.replaceSubrange(start + 1..<end, with: new)
  }
}
