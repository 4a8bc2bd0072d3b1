import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

/// The built program on sample answers: the real suites, workers and all.
@Suite(
  "gradus grades sample answers", .serialized,
  .slow,
  .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
struct GradeTests {
  /// The report of `gradus grade --json -`, which must have ended with a status.
  ///
  /// Nothing is built: `swift test` holds the lock that `swift build` would wait for.
  private func report(_ words: String..., status: Int32 = 0) throws -> Report {
    let run = try GradusRun(["grade", "--skip-build", "--json", "-"] + words)
    #expect(run.status == status)
    #expect(run.errors.isEmpty)
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test("Each sample answer gets its grade", arguments: SampleAnswer.all)
  func grade(sample: SampleAnswer) throws {
    let folder = try Folder()
    try folder.add(.huberRegression, sample.origin, replacing: sample.declarations)
    let report = try report("4", "--answers", folder.path)
    let exercise = try #require(report.exercises.first)
    let verdicts = Dictionary(grouping: exercise.tests, by: \.status).mapValues(\.count)
    #expect(verdicts == sample.verdicts)
    #expect((exercise.score, exercise.maxScore) == (sample.score, 20))
    #expect(exercise.status == sample.status)
    #expect(report.isComplete && report.score == sample.score && report.answers == folder.path)
    let told = exercise.tests.filter { $0.messages.contains { $0.contains(sample.message) } }
    #expect(sample.message.isEmpty || !told.isEmpty)
  }

  @Test("The solutions get full marks in every exercise")
  func solutions() throws {
    let report = try report("--answers", "Solutions", "--seed", "7")
    #expect(report.exercises.map(\.score) == Exercise.all.map(\.points))
    #expect(report.exercises.allSatisfy { $0.status == .complete })
    #expect((report.answers, report.seed) == ("Solutions", 7))
  }

  @Test("An untouched kit gets nothing, and nothing in it is wrong")
  func stubs() throws {
    let folder = try Folder()
    for exercise in Exercise.all { try folder.add(exercise, .stub) }
    let report = try report("--answers", folder.path)
    #expect(report.score == 0)
    #expect(report.exercises.allSatisfy { $0.status == .notStarted && !$0.tests.isEmpty })
  }

  @Test(
    "Answers written by another route get full marks",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.otherRoute),
      "this edition lacks Tests/SampleAnswers/other-route"))
  func independentAnswers() throws {
    let report = try report("--answers", Self.otherRoute)
    for exercise in report.exercises {
      #expect(exercise.score == exercise.maxScore, "\(exercise.title)")
    }
  }

  private static var otherRoute: String {
    "\((try? kit.get().root) ?? "")/Tests/SampleAnswers/other-route"
  }

  @Test("An exercise full of syntax errors costs itself only, and the compiler's words are shown")
  func syntaxErrors() throws {
    let folder = try Folder()
    for exercise in Exercise.all { try folder.add(exercise, .solution) }
    try folder.write("import ((\n}}} let 7 = \"\n", to: "04-HuberRegression/More.swift")
    let report = try report("--answers", folder.path)
    for exercise in report.exercises where exercise.number != 4 {
      #expect(exercise.status == .complete)
    }
    let huber = try #require(report.exercises.first { $0.number == 4 })
    #expect(huber.score == 0 && huber.tests.allSatisfy { $0.status == .didNotCompile })
    #expect(huber.compilerMessage?.contains("More.swift:1:") == true)
    #expect(huber.compilerMessage?.contains("error: ") == true)
  }

  @Test("An exercise that wasn't handed in is not started")
  func missingFolder() throws {
    let folder = try Folder()
    let report = try report("4", "--answers", folder.path)
    #expect(report.exercises.map(\.status) == [.notStarted])
    #expect(report.exercises[0].tests.allSatisfy { $0.status == .notImplemented })
  }

  @Test("A run that was cut short is not a grade, and nothing in it is complete")
  func lostEnd() throws {
    let folder = try Folder()
    try folder.add(
      .huberRegression, .solution,
      replacing: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          // Behind the nursery, where there is one, stands the judge.
          var judge = getppid()
          if let file = fopen("/proc/\\(judge)/stat", "r") {
            var line = [CChar](repeating: 0, count: 200)
            fgets(&line, 200, file)
            let words = String(cString: line).split(separator: " ")
            if words.count > 3, words[1] == "(gradus-worker)" { judge = pid_t(words[3]) ?? judge }
          }
          kill(judge, SIGKILL)
          sleep(1)
          return loss != .huber
        }
        """)
    let report = try report("4", "--answers", folder.path, status: 2)
    #expect(!report.isComplete)
    #expect(report.exercises.map(\.status) != [.complete])
    #expect(report.exercises[0].tests.contains { $0.status == .lost })
  }

  @Test("What an answer prints stands beside the test that printed it")
  func output() throws {
    let folder = try Folder()
    try folder.add(
      .huberRegression, .solution,
      replacing: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          print("asked for", loss)
          return loss != .huber
        }
        """)
    let report = try report("4", "--answers", folder.path)
    #expect(report.exercises[0].status == .complete)
    let printed = report.exercises[0].tests.filter { !$0.output.isEmpty }
    #expect(printed.map { $0.output.contains("asked for huber\n") } == [true])
  }

  @Test("The same answer gets the same report twice, but for the time that it took")
  func repeatable() throws {
    var reports = try (0..<2).map { _ in try report("4", "--answers", "Solutions", "--seed", "3") }
    for r in reports.indices {
      for t in reports[r].exercises[0].tests.indices {
        reports[r].exercises[0].tests[t].seconds = 0
      }
    }
    #expect(reports[0] == reports[1])
  }
}
