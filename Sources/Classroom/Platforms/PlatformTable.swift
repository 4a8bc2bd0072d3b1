import Foundation
import Texts

/// A table of grades as a learning platform hands it out. Its cells may be changed; how it is written, the
/// platform finds as it was.
struct PlatformTable {
  /// The file, for errors.
  let path: String
  let header: [String]
  /// The rows below the header, with the lines of the file on which they begin.
  var rows: [(line: Int, cells: [String])]
  private let separator: CSV.Separator
  private let isUTF16: Bool
  private let hasMark: Bool
  private let quotesAll: Bool
  private let newline: String

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: the file, as an error should name it.
  ///   - columns: what its header must have.
  ///   - advice: what to do where it hasn't.
  /// - Throws: `ClassError` where it is no such table.
  init(_ data: Data, path: String, columns: [String], advice: String) throws {
    self.path = path
    isUTF16 = data.starts(with: [0xFF, 0xFE])
    hasMark = isUTF16 || data.starts(with: [0xEF, 0xBB, 0xBF])
    guard var text = PlainText.read(data) else { throw ClassError("\(path) isn't a text") }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    quotesAll = text.hasPrefix("\"")
    newline = text.utf8.contains(13) ? "\r\n" : "\n"
    let tables = CSV.Separator.allCases.lazy.compactMap { separator in
      (try? CSV.rows(of: text, separator: separator)).map { (separator, $0) }
    }
    let found = tables.first { _, rows in
      let names = rows.first?.cells.map { $0.trimmingCharacters(in: .whitespaces) } ?? []
      return columns.allSatisfy(names.contains)
    }
    guard let (separator, rows) = found else {
      let needed = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      throw ClassError("\(path) doesn't have the columns \(needed): \(advice)")
    }
    self.separator = separator
    header = rows[0].cells.map { $0.trimmingCharacters(in: .whitespaces) }
    self.rows = rows.dropFirst().map { ($0.line, $0.cells) }
    if let row = self.rows.first(where: { $0.cells.count > header.count }) {
      throw ClassError("\(path), line \(row.line): more cells than the header has columns")
    }
  }

  /// The number of a column; nil if there is none of that name.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// A cell, without the blanks around it; empty where there is none.
  func cell(_ column: Int?, _ row: Int) -> String {
    guard let column, rows[row].cells.indices.contains(column) else { return "" }
    return rows[row].cells[column].trimmingCharacters(in: .whitespacesAndNewlines)
  }

  mutating func set(_ column: Int, _ row: Int, to text: String) {
    while rows[row].cells.count <= column { rows[row].cells.append("") }
    rows[row].cells[column] = text
  }

  /// The file, written as it was: its encoding, its separators, its quotes.
  func data() -> Data {
    let special = Array("\"\r\n".utf8) + [separator.rawValue]
    let lines = ([header] + rows.map(\.cells)).map { cells in
      cells.map { cell in
        guard quotesAll || cell.utf8.contains(where: special.contains) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: String(UnicodeScalar(separator.rawValue))) + newline
    }
    let text = (hasMark ? "\u{FEFF}" : "") + lines.joined()
    return isUTF16 ? text.data(using: .utf16LittleEndian) ?? Data() : Data(text.utf8)
  }
}
