import Foundation
import Grading

/// One exercise's result as GitHub Classroom's autograding reporter reads it.
///
/// The reporter's grade book adds up the scores of the tests, and its table may show the share of
/// tests that passed. The two agree because every entry is worth the same: a test of three points
/// stands there three times.
public struct GitHubClassroom: Encodable, Sendable {
  let version = 1
  let status: String
  let maxScore: Double
  let tests: [Test]
  /// The runner's name in the workflow: letters only, since the reporter and shells know no other.
  let runner: String

  private enum CodingKeys: String, CodingKey { case version, status, maxScore, tests }

  struct Test: Encodable, Sendable {
    let name: String
    let status: String
    let score: Double
    let message: String
    let testCode = ""
    let filename = ""
    let lineNo = 0
    let duration: Int
  }

  /// The result of each exercise.
  ///
  /// Lateness takes its part of each score.
  public static func results(_ student: StudentReport) -> [GitHubClassroom] {
    student.report.exercises.map { GitHubClassroom($0, of: student) }
  }

  /// The name for the workflow's list of runners, such as `huberregression`.
  public var runnerID: String { runner }

  /// The environment variable in which the reporter looks, such as `HUBERREGRESSION_RESULTS`.
  public var variable: String { runner.uppercased() + "_RESULTS" }

  /// What the result says, before it is encoded.
  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// The value of the environment variable: the JSON in base 64, on one line.
  public func value() throws -> String { try json().base64EncodedString() }

  private init(_ exercise: ExerciseReport, of student: StudentReport) {
    runner = exercise.id.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    let weight = ordinary(student.worth(of: exercise))
    maxScore = thousandths(Double(exercise.maxScore) * weight)
    let isGraded = student.hasGrade
    let kept = weight * (1 - ordinary(student.penalty(of: exercise.id)))
    tests = isGraded ? Self.entries(exercise, worth: kept) : []
    status =
      !isGraded || exercise.compilerMessage != nil
      ? "error" : exercise.status == .complete ? "pass" : "fail"
  }

  private static func entries(_ exercise: ExerciseReport, worth: Double) -> [Test] {
    var entries = exercise.tests.flatMap { test -> [Test] in
      (0..<max(test.maxScore, 0)).map { index in
        Test(
          name: test.name + (test.maxScore > 1 ? " (\(index + 1) of \(test.maxScore))" : ""),
          status: index < test.score ? "pass" : test.outcome,
          score: index < test.score ? thousandths(worth) : 0,
          message: index == 0 ? withoutCommands(test.explanation) : "",
          duration: index == 0 ? milliseconds(test.seconds) : 0)
      }
    }
    // Tests that were lost count as well, or the share of the passed ones would be too large.
    entries += (0..<max(0, exercise.maxScore - entries.count)).map { _ in
      Test(name: "a test without a verdict", status: "error", score: 0, message: "", duration: 0)
    }
    return entries
  }

  private static func milliseconds(_ seconds: Double) -> Int {
    Int(min(max(ordinary(seconds), 0), 1e6) * 1000)
  }

  /// The reporter prints messages into a workflow's log, where some lines are commands.
  private static func withoutCommands(_ text: String) -> String {
    text.replacing("::", with: ": :").replacing("##[", with: "## [")
  }
}

extension TestReport {
  fileprivate var outcome: String {
    switch status {
    case .passed: "pass"
    case .failed, .notImplemented: "fail"
    case .crashed, .timedOut, .outOfMemory, .didNotCompile, .lost: "error"
    }
  }
}
