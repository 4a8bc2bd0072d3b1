import Foundation
import Testing

@testable import Classroom
@testable import Grading

@Suite("The results for Gradescope")
struct GradescopeTests {
  private func object(_ student: StudentReport) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Gradescope(student).json()) as? [String: Any])
  }

  private func tests(_ student: StudentReport) throws -> [[String: Any]] {
    try #require(object(student)["tests"] as? [[String: Any]])
  }

  @Test("It has the keys that Gradescope knows, and no others")
  func keys() throws {
    #expect(
      try object(.sample()).keys.sorted() == [
        "execution_time", "output", "output_format", "score", "stdout_visibility",
        "test_name_format", "test_output_format", "tests", "visibility",
      ])
    for test in try tests(.sample()) {
      #expect(
        test.keys.sorted() == [
          "max_score", "name", "name_format", "number", "output", "output_format", "score",
          "status",
          "visibility",
        ])
    }
  }

  @Test("Tests are numbered by exercise, and passed or failed")
  func numbers() throws {
    let tests = try tests(.sample())
    #expect(tests.map { $0["number"] as? String } == ["4.1", "4.2", "5.1"])
    #expect(tests.map { $0["status"] as? String } == ["passed", "failed", "failed"])
    #expect(tests.map { $0["max_score"] as? Double } == [3, 2, 2])
    #expect(tests.allSatisfy { $0["output_format"] as? String == "text" })
    let output = try #require(tests[1]["output"] as? String)
    #expect(
      output
        == "loss(…) is 3.0, expected 2.5\n\nA usual mistake: without −½δ the loss jumps\n\n"
        + "Hint: Which branch holds for r = 3?\n\nYour code printed:\nhere I am\n")
  }

  @Test("The scores add up to the score: with weights, lateness, marks and lost tests")
  func sum() throws {
    let lost = ExerciseReport(
      sample: 6, "Logistic regression", [TestReport(sample: "a", .passed, points: 2)], missing: 3)
    let student = StudentReport.sample(exercises: StudentReport.sample().report.exercises + [lost])
      .with {
        $0.weights = ["huber-regression": 1.5]
        $0.penalty = 0.25
        $0.daysLate = 3
        $0.questions = [.sample()]
        $0.questions[0].marks = 2.5
        $0.questions[0].counts = true
      }
    let tests = try tests(student)
    let score = try #require(object(student)["score"] as? Double)
    #expect(abs(score - student.total) < 0.01)
    #expect(abs(tests.compactMap { $0["score"] as? Double }.reduce(0, +) - score) < 1e-9)
    #expect(
      abs(tests.compactMap { $0["max_score"] as? Double }.reduce(0, +) - student.maxTotal) < 1e-9)
    let numbers = tests.compactMap { $0["number"] as? String }
    #expect(Set(numbers).count == numbers.count)
  }

  @Test("Neither seed nor folder is in it, and no number that JSON lacks")
  func secrets() throws {
    let student = StudentReport.sample(seed: 987_654_321).with {
      $0.report.exercises[0].tests[0].seconds = .nan
      $0.report.exercises[0].tests[1].seconds = .infinity
      $0.weights = ["optimizers": .nan]
    }
    let text = String(decoding: try Gradescope(student).json(), as: UTF8.self)
    #expect(!text.contains("987654321"))
    #expect(!text.contains("/private/hand-in"))
    #expect(!text.lowercased().contains("nan"))
  }

  @Test("Without a grade there are no points and a reason")
  func noGrade() throws {
    let student = StudentReport.sample().with { $0.failure = "the worker is missing" }
    #expect(try object(student)["score"] as? Double == 0)
    #expect(try tests(student).isEmpty)
    #expect(
      (try object(student)["output"] as? String)?.hasPrefix(
        "This is not a grade: the worker is missing") == true)
  }

  @Test("Endless messages are cut, and control characters left out")
  func long() throws {
    let student = StudentReport.sample(exercises: [
      ExerciseReport(
        sample: 4, "Huber regression",
        [
          TestReport(
            sample: "a", .failed, messages: ["\u{1B}[31m" + String(repeating: "x", count: 100_000)])
        ])
    ])
    let output = try #require(tests(student)[0]["output"] as? String)
    #expect(output.hasPrefix("[31mxxx"))
    #expect(output.count <= 20_001)
  }
}
