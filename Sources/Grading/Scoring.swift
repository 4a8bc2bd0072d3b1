import Boundary
import Curriculum
import Foundation

/// Makes the report from what a run has left: the event stream and the suites' own records.
package struct Scoring {
  var stream: EventStream
  private(set) var planned: [String: [TestRecord.Plan]] = [:]
  /// The tests that were stopped by what the answer gave back.
  var stoppedTests: [String] = []
  var observed: [String: [TestRecord.Observation]] = [:]

  init(stream: Data, records: Data) {
    self.stream = EventStream(stream)
    add(records)
  }

  private mutating func add(_ records: Data) {
    for record in TestRecord.read(from: records) {
      switch record {
      case .planned(let plan): planned[plan.exercise, default: []].append(plan)
      case .observed(let test, let observation): observed[test, default: []].append(observation)
      }
    }
  }

  /// What is wrong with the compiler of answers, when it was that and no answer.
  var compilerTrouble: String? {
    let tests = observed.filter { $0.value.contains { $0.isOfCompiler } }.keys
    return tests.lazy.compactMap { stream.tests[$0]?.issues.first }.first
      ?? (tests.isEmpty ? nil : "the compiler of answers doesn't work")
  }

  /// Whether the machine has failed in a test, so that nothing is known of the answer there.
  package var machineHasFailed: Bool {
    observed.values.contains { $0.contains { $0.failure == .lost } }
  }

  /// Whether the suites have run at all.
  var hasStarted: Bool { stream.hasStarted }

  /// Whether they have come to their end.
  var hasEnded: Bool { stream.hasEnded }

  package func report(on exercises: [Exercise], answers: String, seed: UInt64) -> Report {
    let judged = exercises.map(report)
    return Report(
      answers: answers, seed: seed, toolchain: stream.toolchain,
      isComplete: stream.hasEnded && judged.allSatisfy(\.isJudged), exercises: judged)
  }

  /// The points that the tests of an exercise add up to.
  package func plannedPoints(of exercise: Exercise) -> Int {
    planned[exercise.id, default: []].map(\.points).reduce(0, +)
  }

  private func report(on exercise: Exercise) -> ExerciseReport {
    let planned = planned[exercise.id, default: []].sorted { place($0) < place($1) }
    let roots = roots(among: planned)
    let tests = planned.map { report(on: $0, roots) }
    let score = tests.map(\.score).reduce(0, +)
    let isComplete = score == exercise.points && tests.allSatisfy { $0.status == .passed }
    let isUntouched = tests.allSatisfy { $0.status == .notImplemented }
    let uncompiled = tests.first { $0.status == .didNotCompile }
    return ExerciseReport(
      number: exercise.number, id: exercise.id, title: exercise.title,
      status: isComplete && stream.hasEnded ? .complete : isUntouched ? .notStarted : .partial,
      score: min(score, exercise.points), maxScore: exercise.points,
      compilerMessage: uncompiled?.messages.first, tests: tests)
  }

  /// A test whose failure is a cause of others': it calls one operation only.
  private struct Root {
    let test: String
    let operation: String
  }

  private func roots(among tests: [TestRecord.Plan]) -> [Root] {
    tests.flatMap { planned in
      observed[planned.test, default: []].map(\.operations)
        .filter { $0.isWrong && $0.called.count == 1 }
        .map { Root(test: planned.test, operation: $0.called[0]) }
    }
  }

  /// The operation that has to be mended before a test can say anything; `nil` if there is none.
  private func prerequisite(of planned: TestRecord.Plan, _ roots: [Root]) -> Root? {
    let operations = observed[planned.test, default: []].map(\.operations)
    let called = operations.map(\.called)
    // Where a test has an explanation of its own, that is worth more; and what is no wrong value, such as
    // an error that was thrown, is no consequence of one.
    guard called.contains(where: { $0.count > 1 }), operations.contains(where: \.isWrong),
      !operations.contains(where: \.isExplained)
    else { return nil }
    return roots.first { root in called.contains { $0.contains(root.operation) } }
  }

  private func report(on planned: TestRecord.Plan, _ roots: [Root]) -> TestReport {
    let outcome = stream.tests[planned.test]
    let observed = observed[planned.test, default: []]
    let status = status(outcome, observed)
    // A crash or a loop without end is told as it is, whatever else is wrong.
    let root = status == .failed ? prerequisite(of: planned, roots) : nil
    // What is said here of other functions may be the fault of the one that has to be mended first.
    let mistakes = root == nil ? observed.flatMap(\.mistakes) : []
    return TestReport(
      id: planned.test, name: outcome?.name ?? planned.test, status: status,
      score: status == .passed ? planned.points : 0, maxScore: planned.points,
      messages: (root.map { [advice($0)] } ?? []) + (outcome?.issues ?? []),
      mendFirst: root?.operation,
      knownMistake: mistakes.first, mistakes: mistakes, hint: planned.hint,
      output: observed.map(\.output).joined(),
      sandboxEvents: Set(observed.flatMap(\.sandboxEvents)).sorted(),
      seconds: outcome?.seconds ?? 0)
  }

  private func advice(_ root: Root) -> String {
    let name = root.operation.prefix { $0 != "(" }
    let sentence = stream.tests[root.test]?.name ?? root.test
    return "Mend \(name) first: this test calls it too, and “\(sentence)” fails."
  }

  /// A test has passed only if everything says so.
  private func status(
    _ outcome: EventStream.Outcome?, _ observed: [TestRecord.Observation]
  ) -> TestStatus {
    if let failure = observed.lazy.compactMap(\.failure).first { return failure }
    // The suites pass over an exercise that isn't started: its tests never begin.
    if let outcome, !outcome.hasBegun, observed.contains(where: \.metStub) {
      return .notImplemented
    }
    guard let outcome, outcome.hasEnded else { return .lost }
    if !outcome.issues.isEmpty { return .failed }
    if outcome.isCancelled || observed.contains(where: \.metStub) { return .notImplemented }
    return observed.isEmpty ? .lost : .passed
  }

  /// Part by part, and in each from the top of the file to its end.
  private func place(_ planned: TestRecord.Plan) -> (Int, String, Int) {
    let place = stream.tests[planned.test]?.place
    return (planned.part, place?.file ?? "", place?.line ?? 0)
  }
}

extension Scoring {
  /// What makes the rest of a run superfluous.
  package enum End: Sendable {
    /// A test has called this mistake by its name.
    case mistake(String)
    /// A test has failed, or met what makes it fail.
    case lostPoint

    /// To judge by the records of the suites, of which more may come.
    func hasCome(inRecords data: Data) -> Bool {
      TestRecord.read(from: data).contains {
        guard case .observed(_, let seen) = $0 else { return false }
        return switch self {
        case .mistake(let mistake): seen.mistakes.contains(mistake)
        case .lostPoint: seen.failure != nil || seen.metStub
        }
      }
    }

    /// To judge by the event stream, of which more may come.
    func hasCome(inEvents data: Data) -> Bool {
      guard case .lostPoint = self, data.range(of: Data("\"issueRecorded\"".utf8)) != nil else {
        return false
      }
      return EventStream(data).tests.values.contains { !$0.issues.isEmpty }
    }
  }
}
