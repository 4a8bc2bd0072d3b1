import Foundation
import Texts

/// A platform's table, with the places where grades and people stand in it.
struct PlatformSheet {
  var table: PlatformTable
  /// The column for the grade.
  let grade: Int
  /// The column for a text beside it.
  var feedback: Int?
  /// The rows that are about people.
  let people: [Int]
  /// The names of whom a row is about, the surest first.
  let names: (Int) -> [(kind: GradeFinder.Kind, text: String)]
  /// The points to be had there; nil if nobody says so.
  let most: (Int) -> Double?
  /// Whether a row's grade mustn't be changed.
  var isLocked: (Int) -> Bool = { _ in false }
  /// The name of a person's folder in an archive of feedback.
  var folder: (Int) -> String = { _ in "" }
  var blackboardUsers: [String] = []

  /// Moodle's grading worksheet: "Identifier", "Full name", perhaps "ID number" and "Email address",
  /// "Grade", "Maximum Grade", "Grade can be changed", "Feedback comments".
  ///
  /// - Source: Moodle, mod/assign/gradingtable.php, and feedback/offline/importgradeslib.php, which reads it
  ///   again and wants "Identifier", "Grade" and "Last modified (grade)"; feedback/file/importziplib.php for
  ///   the names of folders: the name, the participant's number, `assignsubmission`, `file`.
  static func moodle(_ data: Data, _ path: String) throws -> PlatformSheet {
    let table = try PlatformTable(
      data, path: path, columns: ["Identifier", "Grade", "Last modified (grade)"],
      advice: "is it Moodle's grading worksheet, downloaded in English?")
    let identifier = table.column("Identifier")
    func number(_ row: Int) -> String {
      String(table.cell(identifier, row).reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    }
    return PlatformSheet(
      table: table, grade: table.column("Grade") ?? 0, feedback: table.column("Feedback comments"),
      people: Array(table.rows.indices),
      names: { row in
        [
          (.moodle, number(row)), (.id, table.cell(table.column("ID number"), row)),
          (.email, table.cell(table.column("Email address"), row)),
          (.id, table.cell(table.column("Username"), row)),
        ]
      },
      most: { amount(table.cell(table.column("Maximum Grade"), $0)) },
      isLocked: { table.cell(table.column("Grade can be changed"), $0).lowercased() == "no" },
      folder: { row in
        let name = table.cell(table.column("Full name"), row)
        let plain = name.replacing("_", with: " ").filter { !"/\\:*?\"<>|".contains($0) }
        return "\(plain.isEmpty ? "Participant" : plain)_\(number(row))_assignsubmission_file_"
      })
  }

  /// Canvas's gradebook: "Student", "ID", "SIS User ID", "SIS Login ID", "Section", and a column
  /// "Sheet 4 (98765)" for each assignment. Rows without an ID come first, one of them with the points
  /// possible.
  ///
  /// - Source: Instructure, "How do I export/import grades in the Gradebook?".
  static func canvas(_ data: Data, _ path: String, _ name: String?) throws -> PlatformSheet {
    let table = try PlatformTable(
      data, path: path, columns: ["Student", "ID", "Section"],
      advice: "is it Canvas's gradebook, exported as CSV?")
    let columns = table.header.indices.filter { table.header[$0].contains(/\(\d+\)$/) }
    let grade = try chosen(name, of: columns, in: table) { header in
      header.firstMatch(of: /\((\d+)\)$/).map { String($0.1) } ?? ""
    }
    let id = table.column("ID")
    let isPerson = { (row: Int) in table.cell(id, row).contains(/^\d+$/) }
    let possible = table.rows.indices.first {
      !isPerson($0) && table.cell(table.column("Student"), $0).lowercased() == "points possible"
    }
    return PlatformSheet(
      table: table, grade: grade, people: table.rows.indices.filter(isPerson),
      names: { row in
        [
          (.canvas, table.cell(id, row)), (.id, table.cell(table.column("SIS User ID"), row)),
          (.id, table.cell(table.column("SIS Login ID"), row)),
          (.email, table.cell(table.column("SIS Login ID"), row)),
        ]
      },
      most: { _ in possible.flatMap { amount(table.cell(grade, $0)) } })
  }

  /// Blackboard's grade centre: "Last Name", "First Name", "Username", "Student ID", and a column
  /// "Sheet 4 [Total Pts: 50 Score] |98765" for each piece of work; tabs, and UTF-16 with a mark.
  ///
  /// - Source: Blackboard Help, "Work Offline with Grade Data": the user's name and the column's number
  ///   say where a grade belongs.
  static func blackboard(_ data: Data, _ path: String, _ name: String?) throws -> PlatformSheet {
    let table = try PlatformTable(
      data, path: path, columns: ["Last Name", "First Name", "Username"],
      advice: "is it Blackboard's grade centre, downloaded to work offline, in English?")
    let columns = table.header.indices.filter { table.header[$0].contains(/\|\d+$/) }
    let grade = try chosen(name, of: columns, in: table) { header in
      header.firstMatch(of: /\|(\d+)$/).map { String($0.1) } ?? ""
    }
    let user = table.column("Username")
    let people = Array(table.rows.indices)
    let possible = table.header[grade].firstMatch(of: /\[Total Pts: ([0-9.,]+)/)
      .flatMap { amount(String($0.1)) }
    return PlatformSheet(
      table: table, grade: grade, people: people,
      names: { row in
        [
          (.blackboard, table.cell(user, row)), (.id, table.cell(user, row)),
          (.id, table.cell(table.column("Student ID"), row)), (.email, table.cell(user, row)),
        ]
      }, most: { _ in possible }, blackboardUsers: people.map { table.cell(user, $0) })
  }

  /// The column that a name means: all of its heading, the beginning, or its number.
  private static func chosen(
    _ name: String?, of columns: [Int], in table: PlatformTable, number: (String) -> String
  ) throws -> Int {
    func fits(_ column: Int) -> Bool {
      guard let name else { return true }
      return table.header[column].hasPrefix(name) || number(table.header[column]) == name
    }
    let exact = columns.filter { table.header[$0] == name }
    let found = exact.isEmpty ? columns.filter(fits) : exact
    guard found.count == 1 else {
      let list = (found.isEmpty ? columns : found).map { "\"\(shown(table.header[$0]))\"" }
      throw ClassError(
        "\(table.path): "
          + (columns.isEmpty
            ? "it has no column for an assignment"
            : (found.isEmpty ? "it has no column \"\(shown(name ?? ""))\"" : "several columns fit")
              + ": choose one with --column, of \(list.joined(separator: ", "))"))
    }
    return found[0]
  }

  /// A number of points, with either sign before the decimals.
  private static func amount(_ text: String) -> Double? {
    Double(text.replacing(",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
  }
}
