import Boundary
import Curriculum
import Foundation
import Testing

@testable import Grading

@Suite("A run is scored")
struct ScoringTests {
  @Test("A test passes when its end, its lack of issues and its observation all say so")
  func passed() throws {
    var run = RecordedRun()
    run.plan("a", points: 3, hint: "Why?")
    run.end("a")
    run.observe("a", output: "hello\n")
    let test = try #require(run.exercise.tests.first)
    #expect(test.status == .passed)
    #expect((test.score, test.maxScore) == (3, 3))
    #expect((test.name, test.hint, test.output) == ("The sentence of a", "Why?", "hello\n"))
    #expect(test.messages.isEmpty && test.mistakes.isEmpty && test.knownMistake == nil)
  }

  @Test("A test that failed has no points, its messages and the mistakes that were recognised")
  func failed() throws {
    var run = RecordedRun()
    run.plan("a", points: 3)
    run.fail("a", "it is 3.0, expected 2.5")
    run.end("a")
    run.observe("a", mistakes: ["without −½δ", "another"])
    let test = try #require(run.exercise.tests.first)
    #expect(test.status == .failed)
    #expect((test.score, test.maxScore) == (0, 3))
    #expect(test.messages == ["it is 3.0, expected 2.5"])
    #expect(test.knownMistake == "without −½δ")
    #expect(test.mistakes == ["without −½δ", "another"])
  }

  @Test("A test that builds on what another test has found wrong says so, and accuses nobody")
  func prerequisite() {
    var run = RecordedRun()
    for test in ["value", "crash", "error", "gradient", "named", "step", "refusals"] {
      run.plan(test)
      run.fail(test, "wrong")
      run.end(test)
    }
    run.plan("right")
    run.end("right")
    run.observe("value", mistakes: ["without ½"], called: ["value(of:)"], isWrong: true)
    run.observe(
      "gradient", mistakes: ["exactly 2 ×"], called: ["gradient(of:)", "value(of:)"], isWrong: true)
    run.observe("step", mistakes: ["uphill"], called: ["step(of:)", "other(of:)"], isWrong: true)
    run.observe("refusals", called: ["value(of:)"])
    run.observe("crash", failure: .crashed, called: ["search(of:)", "value(of:)"], isWrong: true)
    run.observe("error", called: ["search(of:)", "value(of:)"])
    run.observe(
      "named", mistakes: ["stops early"], called: ["search(of:)", "value(of:)"], isWrong: true,
      isExplained: true)
    run.observe("right", called: ["gradient(of:)", "value(of:)"])
    let tests = run.exercise.tests.sorted { $0.id < $1.id }
    #expect(
      tests.map(\.id) == [
        "crash", "error", "gradient", "named", "refusals", "right", "step", "value",
      ])
    #expect(tests.map(\.mendFirst) == [nil, nil, "value(of:)", nil, nil, nil, nil, nil])
    #expect(
      tests.map(\.mistakes) == [[], [], [], ["stops early"], [], [], ["uphill"], ["without ½"]])
    #expect(
      tests[2].messages == [
        "Mend value first: this test calls it too, and “The sentence of value” fails.", "wrong",
      ])
  }

  @Test(
    "What ended the worker is the verdict, even where the test swallowed it and looks passed",
    arguments: [TestStatus.crashed, .timedOut, .outOfMemory, .didNotCompile, .lost])
  func failures(status: TestStatus) throws {
    var run = RecordedRun()
    run.plan("a")
    run.end("a")
    run.observe("a", failure: status)
    #expect(run.exercise.tests.map(\.status) == [status])
    #expect(run.exercise.score == 0)
  }

  @Test("A stub that was met scores nothing, even where the test looks passed")
  func stub() {
    var run = RecordedRun()
    run.plan("a")
    run.end("a")
    run.observe("a", metStub: true)
    #expect(run.exercise.tests.map(\.status) == [.notImplemented])
    #expect(run.exercise.status == .notStarted)
  }

  @Test("Of a test with several cases, one that met a stub is enough")
  func cases() {
    var run = RecordedRun()
    run.plan("a")
    run.end("a")
    run.observe("a")
    run.observe("a", metStub: true)
    #expect(run.exercise.tests.map(\.status) == [.notImplemented])
  }

  @Test("What the sandbox refused is named once for all cases of a test, and changes no verdict")
  func sandboxEvents() throws {
    var run = RecordedRun()
    run.plan("a")
    run.end("a")
    for _ in 0..<2 { run.observe("a", sandboxEvents: ["tried to open a network socket"]) }
    let test = try #require(run.exercise.tests.first)
    #expect(test.status == .passed && test.score == 1)
    #expect(test.sandboxEvents == ["tried to open a network socket"])
  }

  @Test("The rest of a run is superfluous once a point is lost, or a mistake is called by its name")
  func ends() {
    var run = RecordedRun()
    run.plan("a")
    run.end("a")
    run.observe("a")
    #expect(!run.makesSuperfluous(.lostPoint))
    var (failed, crashed, stub, named) = (run, run, run, run)
    failed.fail("a", "wrong")
    crashed.observe("a", failure: .crashed)
    stub.observe("a", metStub: true)
    for run in [failed, crashed, stub] { #expect(run.makesSuperfluous(.lostPoint)) }
    named.observe("a", mistakes: ["without −½δ"])
    #expect(named.makesSuperfluous(.mistake("without −½δ")))
    #expect(!named.makesSuperfluous(.mistake("another")) && !failed.makesSuperfluous(.mistake("")))
  }

  @Test("A cancelled test is not implemented; one that has failed as well has failed")
  func cancelled() {
    var run = RecordedRun()
    run.plan("a")
    run.plan("b")
    for test in ["a", "b"] { run.cancel(test) }
    run.fail("b", "wrong")
    for test in ["a", "b"] { run.end(test) }
    #expect(run.exercise.tests.map(\.status) == [.notImplemented, .failed])
    #expect(run.exercise.status == .partial)
  }

  @Test("A test that was passed over because its exercise isn't started is not implemented")
  func passedOver() {
    var run = RecordedRun()
    run.plan("a", points: 3, hasBegun: false)
    run.observe("a", metStub: true)
    #expect(run.exercise.tests.map(\.status) == [.notImplemented])
    #expect((run.exercise.status, run.exercise.score) == (.notStarted, 0))
  }

  @Test("A test is lost without a start, without an end, or without an observation")
  func lost() {
    var run = RecordedRun()
    for test in ["noEnd", "noObservation"] { run.plan(test) }
    run.observe("noEnd")
    run.end("noObservation")
    run.planUnseen("noStart")
    #expect(run.exercise.tests.map(\.status) == [.lost, .lost, .lost])
    #expect(run.exercise.score == 0)
  }

  @Test("Full marks are complete")
  func complete() {
    var run = RecordedRun()
    run.pass("a", points: Exercise.huberRegression.points)
    #expect(run.exercise.status == .complete)
    #expect(run.report.isComplete)
    #expect((run.report.score, run.report.maxScore) == (20, 20))
  }

  @Test("A run without an end is never complete, whatever its tests say")
  func withoutEnd() {
    var run = RecordedRun()
    run.pass("a", points: Exercise.huberRegression.points)
    run.hasEnded = false
    #expect(run.exercise.status == .partial)
    #expect(!run.report.isComplete)
  }

  @Test("A run that lost tests is not complete: the catalogue knows the total")
  func lostTests() {
    var run = RecordedRun()
    run.pass("a", points: Exercise.huberRegression.points - 1)
    #expect(run.exercise.status == .partial)
    #expect(!run.report.isComplete)
    #expect((run.exercise.score, run.exercise.maxScore) == (19, 20))
  }

  @Test("More points than the catalogue knows are not given")
  func tooManyPoints() {
    var run = RecordedRun()
    run.pass("a", points: 15)
    run.pass("b", points: 15)
    #expect((run.exercise.score, run.exercise.maxScore) == (20, 20))
    #expect(run.scoring.plannedPoints(of: .huberRegression) == 30)
  }

  @Test("What the compiler said stands in the exercise's report")
  func compilerMessage() {
    var run = RecordedRun()
    run.plan("a")
    run.fail("a", "HuberRegression.swift:3:1: error: expected '}'")
    run.end("a")
    run.observe("a", failure: .didNotCompile)
    #expect(run.exercise.compilerMessage == "HuberRegression.swift:3:1: error: expected '}'")
  }

  @Test("Tests stand in the order of the parts, and in each line by line")
  func order() {
    var run = RecordedRun()
    run.plan("second", line: 20)
    run.plan("fifth", file: "HuberRegressionEarlyTests.swift", line: 1, part: 3)
    run.plan("fourth", file: "HuberRegressionMinimizerTests.swift", line: 13, part: 2)
    run.plan("third", file: "HuberRegressionMinimizerTests.swift", line: 3, part: 2)
    run.plan("first", line: 3)
    #expect(run.exercise.tests.map(\.id) == ["first", "second", "third", "fourth", "fifth"])
  }

  @Test("Exercises that weren't asked for are left out, those without tests are not started")
  func otherExercises() {
    var run = RecordedRun()
    run.pass("a", points: 1)
    let report = run.scoring.report(on: [.optimizers], answers: "Exercises", seed: 7)
    #expect(report.exercises.map(\.id) == ["optimizers"])
    #expect(report.exercises.map(\.status) == [.notStarted])
    #expect((report.score, report.maxScore, report.seed) == (0, 15, 7))
  }
}
