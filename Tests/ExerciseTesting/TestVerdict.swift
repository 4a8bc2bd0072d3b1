import Boundary
import Curriculum
import Testing

/// How one case of a test has ended, for the report and for the student.
struct TestVerdict {
  let test: Test
  let findings: Findings
  let seen: Session.Observations

  /// Whether the test has met a function that isn't written yet.
  var isUnimplemented: Bool { seen.metStub }

  /// Runs a test's body against an answer; what the body throws becomes an issue.
  static func reach(
    for test: Test, of exercise: Exercise, in answers: AnswersUnderTest,
    _ body: @Sendable () async throws -> Void
  ) async throws -> TestVerdict {
    if answers.inProcess { return try await inThisProcess(test, exercise, answers, body) }
    let limits = test.traits.lazy.compactMap { $0 as? AnswerLimits }.last?.limits ?? .standard
    let attempt = await judge(exercise, in: answers, limits, body)
    if attempt.isRight, let call = attempt.rememberedCall() {
      attempt.findings.addRemembered(call, at: test.sourceLocation)
    }
    say(attempt.findings.conclusion(), of: test)
    // A failure counts even where a test's body has swallowed it.
    if let error = attempt.thrown ?? attempt.seen.failure { report(error, of: test) }
    return TestVerdict(test: test, findings: attempt.findings, seen: attempt.seen)
  }

  /// What has come of a test's body.
  private struct Attempt {
    let findings: Findings
    var seen: Session.Observations
    var thrown: (any Error)?
    /// Looks for a call that is answered in another way after others; see `Session.rememberedCall`.
    var rememberedCall: @Sendable () -> RememberedCall? = { nil }

    /// Whether nothing was wrong, and nothing is missing.
    var isRight: Bool {
      thrown == nil && seen.failure == nil && !seen.metStub
        && findings.conclusion().messages.isEmpty
    }
  }

  /// Runs a test's body. What may be a fault of the machine, such as a worker that was killed, is the
  /// answer's only if it happens twice where a known answer runs.
  private static func judge(
    _ exercise: Exercise, in answers: AnswersUnderTest, _ limits: Limits,
    _ body: @Sendable () async throws -> Void
  ) async -> Attempt {
    let first = await attempt(exercise, in: answers, limits, body)
    guard let failure = first.seen.failure, failure.mayBeOfMachine else { return first }
    var second = await attempt(exercise, in: answers, limits, body)
    guard let again = second.seen.failure, again.mayBeOfMachine else { return second }
    do {
      guard again.status == failure.status else {
        throw AnswerFailure(
          noVerdict: "a test failed twice, in different ways: \(failure), \(again)")
      }
      try answers.requireKnownAnswer()
    } catch {
      second.seen.failure = error as? AnswerFailure
      second.thrown = error
    }
    return second
  }

  private static func attempt(
    _ exercise: Exercise, in answers: AnswersUnderTest, _ limits: Limits,
    _ body: @Sendable () async throws -> Void
  ) async -> Attempt {
    let session = answers.session(for: exercise, limits: limits)
    let findings = Findings(subject: { session.lastCall })
    let thrown = await run(body, against: AnswerSource(session), findings)
    return Attempt(
      findings: findings, seen: session.end(), thrown: thrown,
      rememberedCall: {
        var brief = limits
        brief.seconds = min(limits.seconds, 4)
        return session.rememberedCall { [brief] in answers.session(for: exercise, limits: brief) }
      })
  }

  private static func inThisProcess(
    _ test: Test, _ exercise: Exercise, _ answers: AnswersUnderTest,
    _ body: @Sendable () async throws -> Void
  ) async throws -> TestVerdict {
    let findings = Findings()
    var seen = Session.Observations()
    do {
      let thrown = await run(body, against: try answers.loaded(exercise), findings)
      seen.metStub = thrown is Unimplemented
      say(findings.conclusion(), of: test)
      if let thrown { report(thrown, of: test) }
    } catch {
      report(error, of: test)
    }
    return TestVerdict(test: test, findings: findings, seen: seen)
  }

  private static func run(
    _ body: @Sendable () async throws -> Void, against answer: AnswerSource, _ findings: Findings
  ) async -> (any Error)? {
    do {
      try await Student.$current.withValue(answer) {
        try await Findings.$current.withValue(findings) { try await body() }
      }
      return nil
    } catch {
      return error
    }
  }

  private static func say(_ conclusion: Conclusion, of test: Test) {
    for message in conclusion.messages {
      Issue.record("\(message.text)", sourceLocation: message.sourceLocation)
    }
    if conclusion.hidden > 0 {
      let answers = counted(conclusion.hidden, "more wrong answer", "more wrong answers")
      Issue.record("… and \(answers)", sourceLocation: test.sourceLocation)
    }
  }

  private static func report(_ error: any Error, of test: Test) {
    let sentence: String
    switch error {
    case is Unimplemented: return
    case let error as InvalidInput:
      sentence = "the input is fine here, but your code threw InvalidInput: \(error.message)"
    default: sentence = "\(error)"
    }
    Issue.record("\(sentence)", sourceLocation: test.sourceLocation)
  }

  /// Notes what has been seen for the report, and shows what the answer has printed.
  func record() throws {
    var observation = TestRecord.Observation(failure: seen.failure?.status, metStub: seen.metStub)
    observation.isOfCompiler = seen.failure?.isOfCompiler ?? false
    observation.mistakes = findings.mistakes
    observation.output = seen.printed
    observation.sandboxEvents = seen.sandboxEvents
    observation.operations = .init(
      called: seen.operations, isWrong: findings.hasWrongValues || seen.failure != nil,
      isExplained: findings.isExplained)
    try TestRecord.observed(test: "\(test.id)", observation).note()
    if !seen.printed.isEmpty {
      let title = "  Your code printed in “\(test.displayName ?? test.name)”:"
      print(([title] + quoted(seen.printed)).joined(separator: "\n"))
    }
  }

  private func quoted(_ output: String) -> [String] {
    let lines = output.split(separator: "\n")
    let more = lines.count > 20 ? ["    … and \(lines.count - 20) more lines"] : []
    return lines.prefix(20).map { "    │ \($0)" } + more
  }
}
