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
  static func rows(of text: String) throws(Problem) -> [Row] {
    var reader = CSVReader(text)
    return try reader.rows()
  }
}

/// Goes through a text once, byte by byte: all signs that mean something here are ASCII.
private struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  private enum Sign {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: "\u{FEFF}".utf8) { position = 3 }
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
      case Sign.comma: position += 1
      case Sign.newline, Sign.carriageReturn:
        position += next == Sign.carriageReturn && ahead(1) == Sign.newline ? 2 : 1
        line += 1
        return cells
      default:
        throw CSV.Problem(line: line, reason: "a closing quote is not followed by a comma")
      }
    }
  }

  private mutating func plainCell() -> String {
    let start = position
    while let byte = peek, byte != Sign.comma, byte != Sign.newline, byte != Sign.carriageReturn {
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
