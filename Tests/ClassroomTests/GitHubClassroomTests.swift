import Foundation
import Testing

@testable import Classroom
@testable import Grading

@Suite("The results for GitHub Classroom")
struct GitHubClassroomTests {
  private func object(_ result: GitHubClassroom) throws -> [String: Any] {
    let data = try #require(Data(base64Encoded: result.value()))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func tests(_ result: GitHubClassroom) throws -> [[String: Any]] {
    try #require(object(result)["tests"] as? [[String: Any]])
  }

  @Test("Each exercise has a runner, a variable and the reporter's keys")
  func letter() throws {
    let results = GitHubClassroom.results(.sample())
    #expect(results.map(\.runnerID) == ["huberregression", "optimizers"])
    #expect(results.map(\.variable) == ["HUBERREGRESSION_RESULTS", "OPTIMIZERS_RESULTS"])
    let object = try object(results[0])
    #expect(object.keys.sorted() == ["max_score", "status", "tests", "version"])
    #expect(object["version"] as? Int == 1)
    #expect(object["status"] as? String == "fail")
    #expect(object["max_score"] as? Double == 5)
    #expect(
      try tests(results[0])[0].keys.sorted() == [
        "duration", "filename", "line_no", "message", "name", "score", "status", "test_code",
      ])
    #expect(try !results[0].value().contains { $0.isNewline })
  }

  @Test("The points and the share of passed tests agree")
  func agreement() throws {
    let lost = ExerciseReport(
      sample: 6, "Logistic regression",
      [TestReport(sample: "a", .passed, points: 2), TestReport(sample: "b", .crashed)], missing: 3)
    let student = StudentReport.sample(exercises: StudentReport.sample().report.exercises + [lost])
      .with { $0.weights = ["huber-regression": 1.5] }
    let expected = [4.5, 0, 2]
    for (result, points) in zip(GitHubClassroom.results(student), expected) {
      let tests = try tests(result)
      let maxScore = try #require(object(result)["max_score"] as? Double)
      let passed = Double(tests.count { $0["status"] as? String == "pass" })
      #expect(tests.compactMap { $0["score"] as? Double }.reduce(0, +) == points)
      #expect(passed / Double(tests.count) * maxScore == points)
    }
  }

  @Test("A result is a pass only if it is complete, and an error if it isn't a verdict")
  func states() throws {
    func status(_ student: StudentReport) throws -> String? {
      try object(GitHubClassroom.results(student)[0])["status"] as? String
    }
    let complete = [ExerciseReport(sample: 1, "A", [TestReport(sample: "a", .passed)])]
    let broken = [
      ExerciseReport(
        sample: 1, "A", [TestReport(sample: "a", .didNotCompile)], compilerMessage: "error: no")
    ]
    #expect(try status(.sample(exercises: complete)) == "pass")
    #expect(try status(.sample()) == "fail")
    #expect(try status(.sample(exercises: broken)) == "error")
    #expect(try status(.sample(exercises: complete).with { $0.failure = "no" }) == "error")
  }

  @Test("A message can't give commands to the workflow")
  func commands() throws {
    let student = StudentReport.sample(exercises: [
      ExerciseReport(
        sample: 1, "A",
        [
          TestReport(
            sample: "a", .crashed,
            messages: ["x\n::notice title=Autograding complete::Points 100/100\n##[error]y"])
        ])
    ])
    let message = try #require(tests(GitHubClassroom.results(student)[0])[0]["message"] as? String)
    for line in message.split(separator: "\n") {
      #expect(!line.trimmingCharacters(in: .whitespaces).hasPrefix("::"))
      #expect(!line.contains("##["))
    }
  }

  @Test("The variables are lines that a workflow can read")
  func environment() throws {
    let text = String(decoding: try StudentOutput.gitHubClassroom.data(.sample()), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.wholeMatch(of: /[A-Z]+_RESULTS=[A-Za-z0-9+\/=]+/) != nil })
  }
}
