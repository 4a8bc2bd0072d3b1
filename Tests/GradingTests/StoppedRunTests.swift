import Boundary
import Testing

@testable import Grading

@Suite("A test that stops the program that judges costs itself, and no other")
struct StoppedRunTests {
  /// What a program leaves that does this at its end.
  private func result(_ end: String) throws -> ProgramResult {
    try run(
      "/bin/sh", ["-c", "echo 'Matrix.swift:1: Fatal error: row 2 of 2 rows' >&2; \(end)"],
      environment: [:], seconds: 60)
  }

  /// Some of the tests a, b and c, of which a is the one that stops the program.
  private func recorded(_ tests: [String]) -> Scoring {
    var recorded = RecordedRun()
    recorded.hasEnded = !tests.contains("a")
    for test in tests {
      recorded.plan(test, points: test == "a" ? 10 : 5, hasBegun: test != "c" || recorded.hasEnded)
      guard recorded.hasEnded else { continue }
      recorded.observe(test)
      recorded.end(test)
    }
    return recorded.scoring
  }

  @Test("The others have their verdicts, from runs without it")
  func stopped() throws {
    var runs: [[String]] = []
    var scoring = recorded(["a", "b", "c"])
    let (stopped, ended) = (try result("kill -ILL $$"), try result("exit 0"))
    try StoppedRun { tests in
      runs.append(tests)
      return (recorded(tests), tests == ["a"] ? stopped : ended)
    }.finish(&scoring, after: stopped)
    #expect(runs == [["a"], ["b"], ["c"]])
    #expect(scoring.stoppedTests == ["a"])
    let report = scoring.report(on: [.huberRegression], answers: "Exercises", seed: 0)
    #expect(report.isComplete && report.score == 10)
    let tests = report.exercises[0].tests.sorted { $0.id < $1.id }
    #expect(tests.map(\.status) == [.failed, .passed, .passed])
    #expect(
      tests[0].messages == [
        "the test can't go on with what your answer gave back: row 2 of 2 rows"
      ])
  }

  @Test("A program that was killed is not run again: that was not the answer")
  func killed() throws {
    var scoring = recorded(["a", "b", "c"])
    try StoppedRun { _ in
      Issue.record("it is run again")
      return (recorded(["b"]), try result("exit 0"))
    }.finish(&scoring, after: result("kill -KILL $$"))
    let report = scoring.report(on: [.huberRegression], answers: "Exercises", seed: 0)
    #expect(!report.isComplete && report.exercises[0].tests.allSatisfy { $0.status == .lost })
  }
}
