import Boundary
import Foundation
import Testing

@testable import Grading

@Suite("The report as JSON")
struct ReportTests {
  private func object(_ report: Report) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
  }

  @Test("A report has exactly its keys, and so have its exercises and tests")
  func keys() throws {
    let report = try object(.sample())
    #expect(
      report.keys.sorted() == [
        "answers", "exercises", "isComplete", "kit", "labs", "limits", "maxScore", "sandbox",
        "schema",
        "score", "seed", "toolchain",
      ])
    let exercises = try #require(report["exercises"] as? [[String: Any]])
    #expect(!exercises.isEmpty)
    for exercise in exercises {
      #expect(
        exercise.keys.sorted() == [
          "compilerMessage", "id", "maxScore", "number", "score", "status", "tests", "title",
        ])
      for test in try #require(exercise["tests"] as? [[String: Any]]) {
        #expect(
          test.keys.sorted() == [
            "hint", "id", "knownMistake", "maxScore", "mendFirst", "messages", "mistakes", "name",
            "output",
            "sandboxEvents", "score", "seconds", "status",
          ])
      }
    }
  }

  @Test("What there isn't is null, not missing")
  func nulls() throws {
    let exercises = try #require(object(.sample())["exercises"] as? [[String: Any]])
    let tests = try #require(exercises[1]["tests"] as? [[String: Any]])
    #expect(exercises[1]["compilerMessage"] is NSNull)
    #expect(tests[0]["hint"] is NSNull)
    #expect(tests[0]["knownMistake"] is NSNull)
    #expect(tests[1]["hint"] as? String == "Which branch holds for r = 3?")
  }

  @Test("The words of the states are those of the format")
  func states() throws {
    let text = String(decoding: try Report.sample().json(), as: UTF8.self)
    for word in ["not-started", "partial", "complete", "not-implemented", "did-not-compile"] {
      #expect(text.contains("\"status\" : \"\(word)\""))
    }
    #expect(text.contains("\"schema\" : \"gradus-report/1\""))
    #expect(text.hasSuffix("}\n"))
  }

  @Test("A report of an older kit, which lacks what may be null, can be read")
  func older() throws {
    var object = try object(.sample())
    object["limits"] = nil
    let data = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(Report.self, from: data).limits == nil)
  }

  @Test("A report comes back from its JSON as it was")
  func roundTrip() throws {
    let report = Report.sample()
    #expect(try JSONDecoder().decode(Report.self, from: report.json()) == report)
  }

  @Test("The same report is the same text, byte by byte")
  func stable() throws {
    #expect(try Report.sample().json() == Report.sample().json())
  }
}

extension Report {
  /// Four exercises, of which one is complete, one partial, one not started and one no Swift.
  static func sample(isComplete: Bool = true) -> Report {
    var report = Report(
      answers: "Exercises", seed: 0, toolchain: "6.3.1", isComplete: isComplete,
      exercises: [
        ExerciseReport(
          1, "Softmax Jacobian", .complete, 15, of: 15,
          [TestReport("softmax", .passed, points: 15)]),
        ExerciseReport(
          4, "Huber regression", .partial, 5, of: 20,
          [
            TestReport("The loss of a small residual is half its square", .passed, points: 5),
            TestReport(
              "The loss of a large residual is linear", .failed, points: 5,
              messages: ["loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5\n  off by 0.5"],
              mistake: "without −½δ the loss jumps", hint: "Which branch holds for r = 3?"),
            TestReport(
              "The objective is a sum over the samples", .crashed, points: 5,
              messages: ["objective(…) crashed: Index out of range at HuberRegression.swift:31:12"],
              output: "here I am\n"),
            TestReport("The gradient is right", .notImplemented, points: 5),
          ]),
        ExerciseReport(
          5, "Optimizers", .notStarted, 0, of: 15,
          [TestReport("adam", .notImplemented, points: 15)]),
        ExerciseReport(
          12, "Backpropagation by hand", .partial, 0, of: 25,
          [
            TestReport(
              "shape", .didNotCompile, points: 25, messages: ["Answer.swift:3:1: error: no"])
          ],
          compilerMessage: "Answer.swift:3:1: error: expected '}'\n  |     `- error: expected '}'"),
      ])
    // Wherever the tests run, and whoever runs them.
    report.limits = nil
    return report
  }
}

extension ExerciseReport {
  init(
    _ number: Int, _ title: String, _ status: Status, _ score: Int, of maxScore: Int,
    _ tests: [TestReport] = [], compilerMessage: String? = nil
  ) {
    self.init(
      number: number, id: title.lowercased().replacing(" ", with: "-"), title: title,
      status: status, score: score, maxScore: maxScore, compilerMessage: compilerMessage,
      tests: tests)
  }
}

extension TestReport {
  init(
    _ name: String, _ status: TestStatus, points: Int = 1, messages: [String] = [],
    mistake: String? = nil, hint: String? = nil, output: String = ""
  ) {
    self.init(
      id: "ExerciseTests.\(name)", name: name, status: status,
      score: status == .passed ? points : 0, maxScore: points, messages: messages,
      knownMistake: mistake, mistakes: mistake.map { [$0] } ?? [], hint: hint, output: output,
      seconds: 0.25)
  }
}
