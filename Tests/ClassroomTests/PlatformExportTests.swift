import Foundation
import Grading
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

@Suite("Grades go back into the files of learning platforms")
struct PlatformExportTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// A folder of grades: 3 of 7 points each.
  private func grades(_ reports: [StudentReport]) throws -> GradeExport {
    for report in reports {
      for output in [StudentOutput.json, .page] {
        try folder.write(
          output.data(report),
          to: "grades/students/\(ClassFolder.fileName(for: report.student))/\(output.rawValue)")
      }
    }
    return try GradeExport(grades: folder.path + "/grades")
  }

  private func report(_ student: String, _ handIn: String) -> StudentReport {
    StudentReport.sample(student).with { $0.handIn = "in/" + handIn }
  }

  private func file(_ name: String, _ text: String) throws -> String {
    try folder.write(text, to: name)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/out/\(name)", encoding: .utf8)
  }

  // As Moodle 4 writes it (mod/assign/gradingtable.php, strings of lang/en).
  private let worksheet = """
    Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",\
    "Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
    "Participant 4711","Ada Lovelace",1001,ada@example.edu,"Submitted for grading - ",,100.00,Yes,\
    "Friday, 20 November 2026, 6:30 PM",-,
    "Participant 4712","Bob, B_yron",1002,bob@example.edu,"No submission - ",,100.00,Yes,-,-,
    "Participant 4713","Cy Coe",1003,cy@example.edu,"No submission - ",55.00,100.00,No,-,-,"kept"
    "Participant 4714","Dora",1004,dora@example.edu,"No submission - ",12.00,100.00,Yes,-,-,

    """

  @Test("Moodle: grade and feedback are filled in, all other cells stay, files have its names")
  func moodle() throws {
    let export = try grades([
      report("Ada Lovelace_4711", "Ada Lovelace_4711_assignsubmission_file"),
      report("1002", "bob.zip"), report("cy", "Cy Coe_4713_assignsubmission_file_a.zip"),
    ])
    let path = try file("worksheet.csv", worksheet)
    let outcome = try export.fill(path, of: .moodle, into: folder.path + "/out")
    #expect(outcome.filled == 2 && !outcome.isIncomplete)
    #expect(outcome.remarks.count == 1 && outcome.remarks[0].contains("line 4"))
    let filled = try CSV.rows(of: text("worksheet.csv")).map(\.cells)
    let given = try CSV.rows(of: worksheet).map(\.cells)
    for (row, cells) in filled.enumerated() {
      for (column, cell) in cells.enumerated()
      where ![5, 10].contains(column) || [0, 3, 4].contains(row) {
        #expect(cell == given[row][column])
      }
    }
    // 3 of 7, of 100.
    #expect(filled[1][5] == "42.86" && filled[2][5] == "42.86")
    #expect(filled[1][10].contains("Huber regression: 3 of 5") && filled[1][10].contains("3 of 7"))
    let zip = try Archive.open(folder.path + "/out/feedback.zip")
    #expect(
      zip.items.map(\.path) == [
        "Ada Lovelace_4711_assignsubmission_file_/report.html",
        "Bob, B yron_4712_assignsubmission_file_/report.html",
        "Cy Coe_4713_assignsubmission_file_/report.html",
      ])
    #expect(try zip.contents(of: 0).starts(with: "<!DOCTYPE html>".utf8))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == worksheet)
  }

  @Test("Canvas: the rows before the students stay, and the column has the points possible")
  func canvas() throws {
    let export = try grades([
      report("lovelaceada_1001", "lovelaceada_LATE_1001_50001_a.zip"),
      report("sis-2", "sis-2.zip"), report("team_1999", "team_1999.zip").with { $0.failure = "x" },
    ])
    let gradebook = """
      Student,ID,SIS User ID,SIS Login ID,Section,Sheet 3 (777),Sheet 4 (778),Current Score
      ,,,,,Manual Posting,Manual Posting,(read only)
          Points Possible,,,,,20,14,(read only)
      "Lovelace, Ada",1001,sis-1,ada,Tue,7,,35
      "Byron, Bob",1002,sis-2,bob,Wed,8,3,40
      "Student, Test",1999,,abc,Tue,,,

      """
    let path = try file("gradebook.csv", gradebook)
    for column in ["Sheet 4 (778)", "Sheet 4", "778"] {
      let outcome = try export.fill(
        path, of: .canvas, column: column, into: folder.path + "/out")
      #expect(outcome.filled == 2 && outcome.remarks == [])
      #expect(
        try text("gradebook.csv")
          == gradebook.replacing("Tue,7,,35", with: "Tue,7,6,35")
          .replacing("Wed,8,3,40", with: "Wed,8,6,40"))
    }
    for column in [nil, "Sheet", "779"] {
      let error = #expect(throws: ClassError.self) {
        try export.fill(path, of: .canvas, column: column, into: folder.path + "/out")
      }
      #expect(error?.description.contains("\"Sheet 4 (778)\"") == true)
    }
  }

  @Test("Blackboard: UTF-16, tabs and quotes stay; the longest user name is meant")
  func blackboard() throws {
    let export = try grades([
      report("Sheet 4_u_1", "Sheet 4_u_1_attempt_2026-11-20-18-30-00_a.zip"),
      report("Sheet 4_1", "Sheet 4_1_attempt_2026-11-20-18-30-00_a.zip"),
    ])
    let header = [
      "Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
      "Sheet 4 [Total Pts: 70 Score] |98765",
    ]
    let people = [
      ["Lövelace", "Ada", "1", "", "2026-11-20", "Yes", ""],
      ["Byron", "Bob \"B\"", "u_1", "", "", "Yes", "5.00"],
    ]
    func table(_ rows: [[String]]) throws -> Data {
      let lines = rows.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: "\t") + "\n"
      }
      return try #require(("\u{FEFF}" + lines.joined()).data(using: .utf16LittleEndian))
    }
    let path = try folder.write(table([header] + people), to: "gc_course_fullgc.xls")
    let outcome = try export.fill(path, of: .blackboard, into: folder.path + "/out")
    #expect(outcome.filled == 2)
    let filled = people.map { Array($0.dropLast()) + ["30"] }
    #expect(
      try Data(contentsOf: URL(filePath: folder.path + "/out/gc_course_fullgc.xls"))
        == table([header] + filled))
  }

  @Test("A group's members have a row each, found by the roster")
  func groups() throws {
    let members = ["1001", "1002"].map {
      Member(id: $0, name: "", email: "", section: "", group: "team 7")
    }
    let export = try grades([report("team 7", "team.zip").with { $0.members = members }])
    let outcome = try export.fill(
      file("worksheet.csv", worksheet), of: .moodle, into: folder.path + "/out")
    #expect(outcome.filled == 2)
    let alone = try grades([report("team 7", "team.zip").with { $0.members = [members[0]] }])
    let twice = worksheet.replacing(",1002,", with: ",1001,")
    let error = #expect(throws: ClassError.self) {
      try alone.fill(file("twice.csv", twice), of: .moodle, into: folder.path + "/out")
    }
    #expect(error?.description.contains("lines 2, 3") == true)
  }

  @Test("Who has a grade and no row is named")
  func lost() throws {
    let export = try grades([report("1001", "ada.zip"), report("zoe", "zoe.zip")])
    let outcome = try export.fill(
      file("worksheet.csv", worksheet), of: .moodle, into: folder.path + "/out")
    #expect(outcome.isIncomplete && outcome.remarks.joined().contains("no row for zoe"))
  }

  @Test("A file that doesn't fit is refused by name, and nothing is written")
  func refused() throws {
    let export = try grades([report("1001", "ada.zip")])
    let files = [
      ("german.csv", worksheet.replacing("Grade,", with: "Bewertung,"), "\"Grade\""),
      ("others.csv", worksheet.replacing(",1001,", with: ",9,"), "none of its rows"),
      ("long.csv", worksheet.replacing(",-,-,\n", with: ",-,-,,x\n"), "more cells"),
      ("binary.csv", "\u{0}\u{1}", "doesn't have the columns"),
    ]
    for (name, text, words) in files {
      let path = try file(name, text)
      let error = #expect(throws: ClassError.self) {
        try export.fill(path, of: .moodle, into: folder.path + "/out")
      }
      #expect(error?.description.contains(name) == true, "\(name)")
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    let path = try file("worksheet.csv", worksheet)
    #expect(throws: ClassError.self) {
      try export.fill(path, of: .moodle, into: folder.path)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == worksheet)
  }
}
