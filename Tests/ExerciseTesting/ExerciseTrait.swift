import Boundary
import Curriculum
import Fingerprints
import Testing

#if !canImport(Testing)
  #error("This toolchain has no module Testing: install the whole of it (swift.org/install)")
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The answer that the running test judges.
public enum Student {
  /// The number from which the suites draw random instances: `GRADUS_SEED`, or 0.
  public static let seed = UInt64(ProcessInfo.processInfo.environment["GRADUS_SEED"] ?? "") ?? 0

  /// Where the calls go; set by the trait `.exercise` for each test.
  @TaskLocal static var current: AnswerSource?

  /// The answer of whoever is being judged, such as `Student.answer.huberRegression`.
  public static var answer: AnswerSource {
    guard let current else { fatalError("the suite lacks the trait .exercise(…)") }
    return current
  }
}

/// Gives each test of a suite an answer of its own, in a fresh worker, and judges how it ends.
public struct ExerciseTrait: SuiteTrait, TestTrait, TestScoping {
  let exercise: Exercise

  /// Every suite and test below has the trait too.
  public var isRecursive: Bool { true }

  /// Notes that the test is planned, and its verdict too if the exercise isn't begun.
  public func prepare(for test: Test) async throws {
    guard !test.isSuite else { return }
    let part = test.traits.lazy.compactMap { $0 as? Part }.last?.number ?? 1
    let points = test.traits.lazy.compactMap { $0 as? Points }.last?.value ?? 1
    let hint = test.traits.lazy.compactMap { $0 as? Hint }.last?.text
    try TestRecord.planned(
      .init(test: "\(test.id)", exercise: exercise.id, part: part, points: points, hint: hint)
    ).note()
    guard Self.unstarted.contains(exercise) else { return }
    // The run passes over it, so its verdict is noted now.
    try TestRecord.observed(test: "\(test.id)", .init(metStub: true)).note()
  }

  /// Each case of a test has a scope, and so has a suite as a whole, before anything in it begins.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    test.isSuite || testCase != nil ? self : nil
  }

  /// Runs the test with a worker of its own, and notes its verdict.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    if test.isSuite {
      if Self.unstarted.contains(exercise) { try Test.cancel("not started yet") }
      return try await body()
    }
    let answers: AnswersUnderTest
    do {
      answers = try Self.answers.get()
    } catch {
      Issue.record("\(error)", sourceLocation: test.sourceLocation)
      // Nothing is known of the answer.
      try TestRecord.observed(test: "\(test.id)", .init(failure: .lost)).note()
      return
    }
    guard answers.has(exercise) else { try Test.cancel("not handed in") }
    let verdict = try await TestVerdict.reach(for: test, of: exercise, in: answers, body)
    try verdict.record()
    if verdict.isUnimplemented { try Test.cancel("not implemented yet") }
  }

  private static let answers = Result { try AnswersUnderTest(image: #dsohandle) }

  /// The exercises that nobody has begun: the Swift files of their answers are the kit's stubs.
  private static let unstarted: Set<Exercise> = {
    guard let kit = try? BuiltKit(image: #dsohandle), let answers = try? answers.get() else {
      return []
    }
    let table = StubTable(ofKit: kit.root)
    return Set(Exercise.all.filter { table.isStub($0, in: "\(answers.folder)/\($0.folder)") })
  }()
}

/// The place of a suite among those of its exercise.
public struct Part: SuiteTrait, TestTrait {
  let number: Int

  /// Every test below has the trait too.
  public var isRecursive: Bool { true }
}

/// What a test is worth.
public struct Points: TestTrait { let value: Int }

/// A question that helps a student whose answer fails a test.
public struct Hint: TestTrait { let text: String }

/// What the answer may use up in a test that has real work for it.
public struct AnswerLimits: TestTrait { let limits: Limits }

extension Trait where Self == ExerciseTrait {
  /// Judges the answer to an exercise; it belongs to the suite that encloses all of the exercise.
  public static func exercise(_ exercise: Exercise) -> Self { Self(exercise: exercise) }
}

extension Trait where Self == Part {
  /// The place of the suite among those of the exercise, from 1: reports list the tests in the order
  /// in which a student climbs.
  public static func part(_ number: Int) -> Self { Self(number: number) }
}

extension Trait where Self == Points {
  /// What the test is worth; 1 when nothing is said.
  public static func points(_ value: Int) -> Self { Self(value: value) }
}

extension Trait where Self == Hint {
  /// A question that helps a student whose answer fails the test.
  public static func hint(_ text: String) -> Self { Self(text: text) }
}

extension Trait where Self == AnswerLimits {
  /// Allows the answer more processor time than the usual two seconds.
  public static func processorSeconds(_ seconds: Int) -> Self {
    var limits = Limits.standard
    limits.processorSeconds = seconds
    limits.seconds = Double(5 * seconds)
    return Self(limits: limits)
  }
}
