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
    let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
    guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
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

/// Goes through a text once, scalar by scalar.
private struct CSVReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { position = 1 }
  }

  mutating func rows() throws(CSV.Problem) -> [CSV.Row] {
    var rows: [CSV.Row] = []
    while position < scalars.count {
      let start = line
      let cells = try row()
      if cells != [""] { rows.append(CSV.Row(line: start, cells: cells)) }
    }
    return rows
  }

  private mutating func row() throws(CSV.Problem) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(peek == "\"" ? try quotedCell() : plainCell())
      switch peek {
      case ",": position += 1
      case nil: return cells
      case "\r" where ahead(1) == "\n":
        position += 2
        line += 1
        return cells
      case "\n", "\r":
        position += 1
        line += 1
        return cells
      case let other?:
        throw CSV.Problem(line: line, reason: "after a closing quote stands \"\(other)\"")
      }
    }
  }

  private mutating func plainCell() -> String {
    let start = position
    while let scalar = peek, scalar != ",", scalar != "\n", scalar != "\r" { position += 1 }
    return string(scalars[start..<position])
  }

  private mutating func quotedCell() throws(CSV.Problem) -> String {
    let start = line
    var content: [Unicode.Scalar] = []
    position += 1
    while let scalar = peek {
      position += 1
      if scalar == "\n" || scalar == "\r" && peek != "\n" { line += 1 }
      if scalar != "\"" {
        content.append(scalar)
      } else if peek == "\"" {
        content.append(scalar)
        position += 1
      } else {
        return string(content[...])
      }
    }
    throw CSV.Problem(line: start, reason: "a quote is opened and never closed")
  }

  private var peek: Unicode.Scalar? { ahead(0) }

  private func ahead(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
