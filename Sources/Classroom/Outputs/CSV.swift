import Foundation
import Texts

/// Tables as comma-separated values (RFC 4180).
enum CSV {
  /// Says where a table isn't one.
  struct Problem: Error, Equatable {
    /// The line of the file, from 1.
    let line: Int
    /// What is wrong there.
    let reason: String
  }

  /// A row of a table, and the line of the file on which it begins.
  struct Row: Equatable {
    let line: Int
    let cells: [String]
  }

  /// The table as text: cells in quotes where they need them, lines that end with CR LF.
  static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The file of a table: UTF-8, with the mark by which Excel knows it.
  static func file(_ text: String) -> Data { Data("\u{FEFF}\(text)".utf8) }

  /// A text that a spreadsheet takes for text, not for a formula: an apostrophe stands before a
  /// cell that would begin with = + - @, a tab or a CR.
  ///
  /// A cell that already looks like that gets one more, so that ``unguarded(_:)`` always gives back
  /// what was there.
  static func guarded(_ text: String) -> String { looksLikeFormula(text) ? "'" + text : text }

  /// The text before ``guarded(_:)``.
  static func unguarded(_ cell: String) -> String {
    cell.unicodeScalars.first == "'" && looksLikeFormula(cell)
      ? String(String.UnicodeScalarView(cell.unicodeScalars.dropFirst())) : cell
  }

  /// Scalar by scalar: a character may be a sign and an accent upon it.
  private static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
    return "=+-@\t\r".unicodeScalars.contains(first)
  }

  private static func quoted(_ cell: String) -> String {
    let special = Array(",\"\n\r".utf8)
    guard cell.utf8.contains(where: special.contains) else { return cell }
    let doubled = cell.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
  }

  /// The rows of a text; lines may end with LF or CR LF, and a byte-order mark may stand before all.
  ///
  /// Empty lines are left out.
  static func rows(of text: String, separator: Separator = .comma) throws(Problem) -> [Row] {
    var reader = CSVReader(text, separator)
    return try reader.rows()
  }

  /// What may stand between two cells.
  enum Separator: UInt8, CaseIterable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
  }

  /// The rows of a table that a spreadsheet has saved, whatever it puts between the cells.
  ///
  /// - Parameter columns: What its header must have, in small letters: the separator is the one with
  ///   which it does, or a comma if none is.
  static func rows(of text: String, with columns: [String]) throws(Problem) -> [Row] {
    var text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    // A line of Excel's, which says what the separator is.
    if text.lowercased().hasPrefix("sep="), let end = text.firstIndex(where: \.isNewline) {
      text.removeSubrange(..<end)
    }
    if let separator = separator(of: text, columns) {
      return try rows(of: text, separator: separator)
    }
    // Where a spreadsheet hasn't parted the cells, each line is a cell, and what it saves is quoted twice.
    if let lines = try? rows(of: text),
      lines.allSatisfy({ !$0.cells.dropFirst().contains { !$0.isEmpty } })
    {
      let inner = lines.map { $0.cells[0] + "\n" }.joined()
      if let separator = separator(of: inner, columns) {
        return try rows(of: inner, separator: separator)
      }
    }
    return try rows(of: text)
  }

  private static func separator(of text: String, _ columns: [String]) -> Separator? {
    Separator.allCases.first { separator in
      var reader = CSVReader(text, separator)
      let names = (try? reader.header())?.map(name) ?? []
      return columns.allSatisfy(names.contains)
    }
  }

  /// A column's name as it is looked up.
  static func name(_ cell: String) -> String {
    cell.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
}

/// Goes through a text once, byte by byte: all signs that mean something here are ASCII.
private struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private let separator: UInt8

  private enum Sign {
    static let quote = UInt8(ascii: "\"")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
  }

  init(_ text: String, _ separator: CSV.Separator) {
    bytes = Array(text.utf8)
    self.separator = separator.rawValue
    if bytes.starts(with: "\u{FEFF}".utf8) { position = 3 }
  }

  /// The cells of the first row that isn't empty.
  mutating func header() throws(CSV.Problem) -> [String] {
    while position < bytes.count {
      let cells = try row()
      if cells != [""] { return cells }
    }
    return []
  }

  mutating func rows() throws(CSV.Problem) -> [CSV.Row] {
    var rows: [CSV.Row] = []
    while position < bytes.count {
      let start = line
      let cells = try row()
      if cells != [""] { rows.append(CSV.Row(line: start, cells: cells)) }
    }
    return rows
  }

  private mutating func row() throws(CSV.Problem) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(peek == Sign.quote ? try quotedCell() : plainCell())
      guard let next = peek else { return cells }
      switch next {
      case separator: position += 1
      case Sign.newline, Sign.carriageReturn:
        position += next == Sign.carriageReturn && ahead(1) == Sign.newline ? 2 : 1
        line += 1
        return cells
      default:
        throw CSV.Problem(
          line: line, reason: "a closing quote is not followed by the end of a cell")
      }
    }
  }

  private mutating func plainCell() -> String {
    let start = position
    while let byte = peek, byte != separator, byte != Sign.newline, byte != Sign.carriageReturn {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedCell() throws(CSV.Problem) -> String {
    let start = line
    var content: [UInt8] = []
    position += 1
    while let byte = peek {
      position += 1
      if byte == Sign.newline || byte == Sign.carriageReturn && peek != Sign.newline { line += 1 }
      if byte != Sign.quote {
        content.append(byte)
      } else if peek == Sign.quote {
        content.append(byte)
        position += 1
      } else {
        return String(decoding: content, as: UTF8.self)
      }
    }
    throw CSV.Problem(line: start, reason: "a quote is opened and never closed")
  }

  private var peek: UInt8? { ahead(0) }

  private func ahead(_ distance: Int) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }
}
