import Boundary
import Curriculum
import Foundation
import Grading
import KitTesting
import Testing

@testable import Classroom

@Suite(
  "A class from folder to grades", .slow,
  .enabled(if: hasSolutions, "needs Solutions/"), .serialized)
struct ClassRunTests {
  private let hands: Folder
  private let output: Folder
  private let grader: Grader

  init() throws {
    hands = try Folder()
    output = try Folder()
    grader = try Grader(image: #dsohandle)
    for (number, name) in ["ada", "bob", "cy"].enumerated() {
      for exercise in [Exercise.huberRegression, .perceptron].prefix(3 - number) {
        try copySolution(exercise, to: name)
      }
    }
    try hands.make("dee")
  }

  private func copySolution(_ exercise: Exercise, to student: String) throws {
    let path = "\(exercise.folder)/\(exercise.name).swift"
    let text = try String(
      contentsOfFile: "\(grader.kit.root)/Solutions/\(path)", encoding: .utf8)
    try hands.write(text, to: "\(student)/\(path)")
  }

  private func settings(_ name: String = "grades") -> ClassRun.Settings {
    var settings = ClassRun.Settings(folder: hands.path, output: "\(output.path)/\(name)")
    settings.sandbox = .none
    return settings
  }

  private func grade(_ settings: ClassRun.Settings) throws -> [StudentReport] {
    try ClassRun(grader: grader, settings: settings).run { _ in }
  }

  @Test("Every hand-in has its grade, and every file its place")
  func files() throws {
    let reports = try grade(settings())
    #expect(reports.map(\.student) == ["ada", "bob", "cy", "dee"])
    #expect(reports.map(\.report.score) == [30, 30, 20, 0])
    for name in ["grades.csv", "class.html", "marks.csv"] {
      #expect(FileManager.default.fileExists(atPath: "\(output.path)/grades/\(name)"), "\(name)")
    }
    for student in ["ada", "dee"] {
      for name in [
        "report.html", "report.json", "gradescope.json", "junit.xml", "github-classroom.env",
      ] {
        let path = "\(output.path)/grades/students/\(student)/\(name)"
        #expect(FileManager.default.fileExists(atPath: path), "\(path)")
      }
    }
    #expect(reports.flatMap(\.warnings).contains { $0.contains("sandbox") })
  }

  @Test("A second run judges nothing again, and gives the same grades")
  func secondRun() throws {
    let first = try grade(settings())
    var known = 0
    let last = LastProgress()
    let second = try ClassRun(grader: grader, settings: settings()).run { last.progress = $0 }
    known = last.progress?.known ?? 0
    #expect(second.map(\.total) == first.map(\.total))
    #expect(second.map(\.report) == first.map(\.report))
    #expect(known == 4)
  }

  @Test("Shards, merged, are the whole class")
  func shards() throws {
    let whole = try grade(settings())
    for number in 1...2 {
      var part = settings("part-\(number)")
      part.shard = (number, 2)
      _ = try grade(part)
    }
    let parts = ["part-1", "part-2"].map { "\(output.path)/\($0)" }
    let merged = try ClassMerge(kit: grader.kit).merge(parts, into: "\(output.path)/merged")
    #expect(merged.map(\.student) == whole.map(\.student))
    #expect(merged.map(\.report.score) == whole.map(\.report.score))
    let tables = try ["grades", "merged"].map {
      try String(contentsOfFile: "\(output.path)/\($0)/grades.csv", encoding: .utf8)
    }
    #expect(tables[0] == tables[1])
    #expect(throws: ClassError.self) {
      try ClassMerge(kit: grader.kit).merge([hands.path], into: "\(output.path)/nothing")
    }
  }

  @Test("After a kill at any moment, the same command ends with the same grades")
  func killed() throws {
    let whole = try grade(settings("whole"))
    let words = [
      "class", hands.path, "--output", "\(output.path)/killed", "--skip-build", "--sandbox", "none",
      "--jobs", "1",
    ]
    for milliseconds in [100, 400, 900, 1600] {
      let process = Process()
      process.executableURL = URL(filePath: grader.kit.products + "/gradus")
      process.arguments = words
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(milliseconds) * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let rest = try grade(settings("killed"))
    #expect(rest.map(\.report.score) == whole.map(\.report.score))
    #expect(
      rest.map { $0.report.exercises.flatMap(\.tests).map(\.status) }
        == whole.map { $0.report.exercises.flatMap(\.tests).map(\.status) })
  }

  @Test("A folder that isn't there, and one that can't be written to, are clear errors")
  func badFolders() throws {
    var settings = settings()
    settings.folder = hands.path + "/nobody"
    #expect(throws: (any Error).self) { try grade(settings) }
    settings = self.settings()
    settings.output = "/proc/grades"
    let error = #expect(throws: ClassError.self) { try grade(settings) }
    #expect(error?.description.contains("/proc/grades") == true)
  }

  @Test("Two runs in one folder don't meet")
  func lock() throws {
    let folder = try ClassFolder(output.path + "/locked")
    var settings = settings()
    settings.output = folder.path
    let error = #expect(throws: ClassError.self) { try grade(settings) }
    #expect(error?.description.contains("another run") == true)
  }

  @Test("A replay gives the verdicts of the report, and says when the hand-in has changed")
  func replays() throws {
    try hands.write(
      "// slightly wrong\n"
        + String(
          contentsOfFile:
            "\(grader.kit.root)/Solutions/04-HuberRegression/HuberRegression.swift",
          encoding: .utf8
        ).replacing("case .huber: false", with: "case .huber: true"),
      to: "cy/04-HuberRegression/HuberRegression.swift")
    _ = try grade(settings())
    let path = "\(output.path)/grades/students/cy/report.json"
    let outcome = try Replay(grader: grader, report: path, sandbox: .none).run(tests: [])
    #expect(outcome.changes == [] && outcome.remarks == [])
    #expect(outcome.report.exercises.flatMap(\.tests).map(\.status) == [.failed])
    try copySolution(.huberRegression, to: "cy")
    let changed = try Replay(grader: grader, report: path, sandbox: .none).run(tests: [])
    #expect(changed.changes.count == 1)
    #expect(changed.remarks.count == 1)
    #expect(throws: ClassError.self) {
      try Replay(grader: grader, report: path, sandbox: .none).run(tests: ["no such test"])
    }
  }

  @Test("Names that differ only in what a file name can't have stay apart")
  func fileNames() {
    let names = ["a/b", "a b", "A b", "a-b", "", "..", String(repeating: "x", count: 300), "阿达"]
    let files = names.map(ClassFolder.fileName(for:))
    #expect(Set(files.map { $0.lowercased() }).count == names.count)
    for file in files {
      #expect(!file.isEmpty && !file.contains("/") && !file.hasPrefix(".") && file.utf8.count < 255)
    }
    #expect(ClassFolder.fileName(for: "ada") == "ada")
  }
}

/// What a run has said last; it says one thing at a time.
private final class LastProgress: @unchecked Sendable {
  var progress: ClassRun.Progress?
}
