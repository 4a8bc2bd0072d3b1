import Answers
import Curriculum
import Foundation

/// Makes the report from what a run has left: the event stream and the suites' own records.
package struct Scoring {
  private let stream: EventStream
  private var planned: [String: [Planned]] = [:]
  private var observed: [String: [Observed]] = [:]

  private struct Planned {
    let test: String
    let part: Int
    let points: Int
    let hint: String?
  }

  private struct Observed {
    let failure: AnswerFailure.Kind?
    let metStub: Bool
    let mistakes: [String]
    let output: String
    let sandboxEvents: [String]
  }

  init(stream: Data, records: Data) {
    self.stream = EventStream(stream)
    for record in TestRecord.read(from: records) {
      switch record {
      case .planned(let test, let exercise, let part, let points, let hint):
        planned[exercise, default: []].append(
          Planned(test: test, part: part, points: points, hint: hint))
      case .observed(
        let test, let failure, let metStub, let mistakes, let output, let sandboxEvents):
        observed[test, default: []].append(
          Observed(
            failure: failure, metStub: metStub, mistakes: mistakes, output: output,
            sandboxEvents: sandboxEvents))
      }
    }
  }

  /// What is wrong with the compiler of answers, when it was that and no answer.
  var compilerTrouble: String? {
    let tests = observed.filter { $0.value.contains { $0.failure == .noCompiler } }.keys
    return tests.lazy.compactMap { stream.tests[$0]?.issues.first }.first
      ?? (tests.isEmpty ? nil : "the compiler of answers doesn't work")
  }

  /// Whether the suites have run at all.
  var hasStarted: Bool { stream.hasStarted }

  package func report(on exercises: [Exercise], answers: String, seed: UInt64) -> Report {
    Report(
      answers: answers, seed: seed, toolchain: stream.toolchain, isComplete: stream.hasEnded,
      exercises: exercises.map(report))
  }

  /// The points that the tests of an exercise add up to.
  package func plannedPoints(of exercise: Exercise) -> Int {
    planned[exercise.id, default: []].map(\.points).reduce(0, +)
  }

  private func report(on exercise: Exercise) -> ExerciseReport {
    let tests = planned[exercise.id, default: []].sorted { place($0) < place($1) }.map(report)
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

  private func report(on planned: Planned) -> TestReport {
    let outcome = stream.tests[planned.test]
    let observed = observed[planned.test, default: []]
    let status = status(outcome, observed)
    let mistakes = observed.flatMap(\.mistakes)
    return TestReport(
      id: planned.test, name: outcome?.name ?? planned.test, status: status,
      score: status == .passed ? planned.points : 0, maxScore: planned.points,
      messages: outcome?.issues ?? [],
      knownMistake: mistakes.first, mistakes: mistakes, hint: planned.hint,
      output: observed.map(\.output).joined(),
      sandboxEvents: Set(observed.flatMap(\.sandboxEvents)).sorted(),
      seconds: outcome?.seconds ?? 0)
  }

  /// A test has passed only if everything says so.
  private func status(_ outcome: EventStream.Outcome?, _ observed: [Observed]) -> TestReport.Status
  {
    if let failure = observed.lazy.compactMap(\.failure).first { return TestReport.Status(failure) }
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
  private func place(_ planned: Planned) -> (Int, String, Int) {
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
        guard case .observed(_, let failure, let metStub, let mistakes, _, _) = $0 else {
          return false
        }
        return switch self {
        case .mistake(let mistake): mistakes.contains(mistake)
        case .lostPoint: failure != nil || metStub
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

extension TestReport.Status {
  fileprivate init(_ failure: AnswerFailure.Kind) {
    switch failure {
    case .crashed: self = .crashed
    case .timedOut: self = .timedOut
    case .outOfMemory: self = .outOfMemory
    case .didNotCompile: self = .didNotCompile
    case .notStarted, .noCompiler: self = .lost
    }
  }
}
