import Boundary
import Curriculum
import Foundation
import Grading
import KitTesting
import Testing

@testable import Classroom

/// What becomes of marks and reports when a class changes between two runs.
@Suite(
  "A class that changes loses nothing", .slow,
  .enabled(if: hasSolutions, "needs Solutions/"), .serialized)
struct ClassChangesTests {
  private let hands: Folder
  private let output: Folder
  private let grader: Grader

  init() throws {
    hands = try Folder()
    output = try Folder()
    grader = try Grader(image: #dsohandle)
  }

  private let path = "08-Perceptron/Perceptron.swift"

  private func handIn(_ name: String, date: Date? = nil) throws {
    let text = try String(contentsOfFile: "\(grader.kit.root)/Solutions/\(path)", encoding: .utf8)
    let file = try hands.write(text, to: "\(name)/\(path)")
    if let date {
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    }
  }

  private func grade(
    marks: String? = nil, configuration: ClassConfiguration = ClassConfiguration()
  ) throws -> (reports: [StudentReport], remarks: [String]) {
    var settings = ClassRun.Settings(folder: hands.path, output: output.path + "/grades")
    settings.sandbox = .none
    settings.marks = marks.map { [$0] } ?? []
    settings.configuration = configuration
    let said = Said()
    let reports = try ClassRun(grader: grader, settings: settings).run { said.remarks = $0.remarks }
    return (reports, said.remarks)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(output.path)/grades/\(name)", encoding: .utf8)
  }

  private func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(output.path)/grades/\(name)")
  }

  @Test("Who withdraws is set aside with report and marks, and has both again on coming back")
  func withdrawing() throws {
    for name in ["ada", "bob"] { try handIn(name) }
    _ = try grade()
    try mark("bob", "1")
    try FileManager.default.moveItem(
      atPath: hands.path + "/bob", toPath: hands.path + "/../bob-gone")
    defer { try? FileManager.default.removeItem(atPath: hands.path + "/../bob-gone") }
    let without = try grade()
    #expect(without.reports.map(\.student) == ["ada"])
    #expect(without.remarks.contains { $0.contains("\"bob\"") })
    #expect(!isThere("students/bob") && isThere("withdrawn/bob/report.json"))
    #expect(try text("marks.csv").contains("bob,perceptron"))
    let merged = try ClassMerge(kit: grader.kit)
      .merge([output.path + "/grades"], into: output.path + "/merged")
    #expect(merged.map(\.student) == ["ada"])
    var left = ClassConfiguration()
    left.late = ["bob": 2]
    #expect(throws: Never.self) { try grade(configuration: left) }
    try FileManager.default.moveItem(
      atPath: hands.path + "/../bob-gone", toPath: hands.path + "/bob")
    let again = try grade()
    let bob = try #require(again.reports.first { $0.student == "bob" })
    #expect(bob.questions.first { $0.exercise == "perceptron" }?.marks == 1)
    #expect(again.remarks.isEmpty)
  }

  @Test("Who hands in again under a name that the platform has changed keeps the marks")
  func renaming() throws {
    try handIn("ada")
    _ = try grade()
    try mark("ada", "1")
    try FileManager.default.moveItem(atPath: hands.path + "/ada", toPath: hands.path + "/ada-1")
    let reports = try grade().reports
    #expect(reports.map(\.student) == ["ada-1"])
    #expect(reports[0].questions.first { $0.exercise == "perceptron" }?.marks == 1)
    try handIn("ada")
    let both = try grade().reports
    #expect(both.map(\.student) == ["ada"])
    #expect(both[0].questions.first { $0.exercise == "perceptron" }?.marks == 1)
  }

  @Test("Nothing is written before all marks are known to be good")
  func badMarks() throws {
    try handIn("ada")
    _ = try grade()
    try mark("ada", "1")
    _ = try grade()
    let before = try snapshot()
    try mark("ada", "lots")
    let error = #expect(throws: Marks.Failure.self) { try grade() }
    #expect(error?.description.contains("\"lots\" is not a number") == true)
    #expect(try snapshot() == before)
    let configuration = try ClassConfiguration("late nobody = 2", name: "class.conf")
    #expect(throws: (any Error).self) { try grade(configuration: configuration) }
    #expect(try snapshot() == before)
  }

  /// Enters marks for the first question of a student.
  private func mark(_ student: String, _ marks: String) throws {
    var lines = try text("marks.csv").components(separatedBy: "\r\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix(student + ",perceptron,") })
    lines[index] = lines[index].replacing(/,\d*,$/, with: ",\(marks),")
    try Data(lines.joined(separator: "\r\n").utf8)
      .write(to: URL(filePath: output.path + "/grades/marks.csv"))
  }

  /// What all files but the marks contain.
  private func snapshot() throws -> [String: Data] {
    let root = output.path + "/grades"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0 != "marks.csv" && !$0.hasPrefix(".gradus") }
    return Dictionary(
      uniqueKeysWithValues: paths.map {
        ($0, FileManager.default.contents(atPath: "\(root)/\($0)") ?? Data())
      })
  }

  @Test("A hand-in that can't be read has a status of its own, in every output")
  func unread() throws {
    try handIn("ada")
    try hands.write("Rar!", to: "bob.rar")
    try hands.write("Rar!", to: "ada/rest.rar")
    let reports = try grade().reports
    #expect(reports.map(\.standing) == [.graded, .notRead("bob.rar: \(Self.reason)")])
    #expect(
      reports.map(\.openMatter) == [
        "not all of it is read: rest.rar: \(Self.reason)", "not read: bob.rar: \(Self.reason)",
      ])
    let grades = try text("grades.csv")
    #expect(grades.contains("not read (bob.rar: ") && grades.contains("graded, not all of it read"))
    let page = try text("class.html")
    #expect(page.contains("id=\"unread\"") && page.contains("rest.rar"))
    #expect(try text("students/bob/report.html").contains("This is not a grade"))
  }

  private static let reason = "it is a RAR archive, which isn't read; ask for a zip archive"

  @Test(
    "The grader's own clock makes nobody late",
    arguments: ["UTC", "Europe/Berlin", "America/New_York"])
  func zones(zone: String) throws {
    // 23:30, by a clock on a wall, on the day before clocks are put back in Berlin.
    for (name, hour, day) in [("early", 23, 24), ("late", 2, 25)] {
      var file = ZipSample.File(path, "public struct Answer {}")
      (file.clock, file.day) = (hour << 11 | 30 << 5, 46 << 9 | 10 << 5 | day)
      try hands.write(Data(ZipSample(file).bytes), to: "\(name).zip")
    }
    try hands.write(
      "\u{FEFF}# times\r\ndeadline = 2026-10-24 23:59 Europe/Berlin\r\nlast day = 3\r\n",
      to: ".conf")
    var environment = ProcessInfo.processInfo.environment
    environment["TZ"] = zone
    let result = try run(
      grader.kit.products + "/gradus-staff",
      [
        "class", hands.path, "--output", output.path + "/grades", "--skip-build", "--sandbox",
        "none",
        "--config", hands.path + "/.conf",
      ], environment: environment, seconds: 300)
    try #require(result.ending?.status == 0, "\(result.output)")
    let reports = try ["early", "late"].map {
      try StudentReport(json: Data(text("students/\($0)/report.json").utf8))
    }
    // By Python's zoneinfo; half past two comes twice, and the first counts.
    #expect(reports.map { $0.date?.timeIntervalSince1970 } == [1_792_877_400, 1_792_888_200])
    #expect(reports.map(\.daysLate) == [0, 1])
  }
}

/// What a run has said last; it says one thing at a time.
private final class Said: @unchecked Sendable {
  var remarks: [String] = []
}
