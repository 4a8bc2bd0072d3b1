public import Boundary
import Curriculum
import Foundation

/// A graded set of answers: the one model behind every output.
public struct Report: Codable, Equatable, Sendable {
  /// The name and version of this format.
  var schema = "gradus-report/1"
  /// The folder of answers, as it was named.
  public var answers: String
  /// The number from which random instances were drawn.
  public var seed: UInt64
  /// The version of the kit.
  public var kit: String
  /// The version of Swift Testing, which is that of the toolchain, and the platform.
  public var toolchain: String
  /// What kept the answers apart from the machine: "bubblewrap 0.8.0", or "none" where no sandbox
  /// was asked for, or "none: " and the reason where one was asked for in vain.
  public var sandbox: String
  /// What the system doesn't enforce, where that is so.
  @Null public var limits: String?
  /// Whether the run came to its end; a report that isn't complete is not a grade.
  public var isComplete: Bool
  /// The points reached.
  public var score: Int
  /// The points to be had.
  public var maxScore: Int
  /// In the order of the course.
  public var exercises: [ExerciseReport]
  /// All labs of the course, where one of them has results; else none. Their points are no part of the
  /// others.
  public var labs: [LabReport] = []

  /// Puts a report together; the points are the sums of the exercises' points.
  public init(
    answers: String, seed: UInt64, toolchain: String, sandbox: String = "none", isComplete: Bool,
    exercises: [ExerciseReport]
  ) {
    self.answers = answers
    self.seed = seed
    kit = kitVersion
    self.toolchain = toolchain
    self.sandbox = sandbox
    limits = Limits.notEnforced(hasSandbox: Sandbox.Choice.isSandbox(sandbox))
    self.isComplete = isComplete
    self.exercises = exercises
    score = exercises.map(\.score).reduce(0, +)
    maxScore = exercises.map(\.maxScore).reduce(0, +)
  }
}

/// The grade of one exercise.
public struct ExerciseReport: Codable, Equatable, Sendable {
  /// How far an answer has come.
  public enum Status: String, Codable, Sendable {
    case complete, partial
    case notStarted = "not-started"
  }

  /// The place in the course.
  public var number: Int
  /// The name for the command line.
  public var id: String
  /// The heading.
  public var title: String
  /// How far the answer has come.
  public var status: Status
  /// The points reached.
  public var score: Int
  /// The points to be had, as the catalogue says.
  public var maxScore: Int
  /// What the compiler said, where the answer didn't compile.
  @Null public var compilerMessage: String?
  /// In the order of the suite.
  public var tests: [TestReport]
}

/// The verdict of one test.
public struct TestReport: Codable, Equatable, Sendable {
  /// Swift Testing's name of the test.
  public var id: String
  /// The sentence.
  public var name: String
  /// What became of it.
  public var status: TestStatus
  /// The points reached: all or none.
  public var score: Int
  /// The points to be had.
  public var maxScore: Int
  /// What the test has to say to the student.
  public var messages: [String]
  /// The operation that another test has found wrong and that this one builds on.
  @Null public var mendFirst: String?
  /// The sentence of the usual mistake that was recognised first.
  @Null public var knownMistake: String?
  /// The sentences of all the usual mistakes that were recognised.
  public var mistakes: [String]
  /// A question that helps.
  @Null public var hint: String?
  /// What the answer printed.
  public var output: String
  /// What the answer tried and the sandbox refused, in plain words. It changes no verdict.
  public var sandboxEvents: [String] = []
  /// How long the test took.
  public var seconds: Double
}

/// A value that stands in JSON as `null` when it is missing, so that readers find every key.
@propertyWrapper
public struct Null<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
  /// The value itself.
  public var wrappedValue: Value?

  /// Wraps a value.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  /// Reads the value, or `null`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  /// Writes the value, or `null` where there is none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

extension KeyedDecodingContainer {
  /// What an older kit's report doesn't have is null.
  public func decode<Value>(_: Null<Value>.Type, forKey key: Key) throws -> Null<Value> {
    try decodeIfPresent(Null<Value>.self, forKey: key) ?? Null(wrappedValue: nil)
  }
}

extension Report {
  /// The report as JSON, with its keys in a fixed order.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension Report {
  /// Why this is not a grade, in words without a full stop; nil where it is one.
  public var problem: String? {
    guard !isComplete else { return nil }
    let lost = exercises.lazy.flatMap(\.tests).first { $0.status == .lost && !$0.messages.isEmpty }
    guard let lost, let reason = lost.messages.first else { return "the run was cut short" }
    return "\"\(lost.name)\" has no verdict: \(reason)"
  }
}

extension ExerciseReport {
  /// Whether each of its tests has a verdict on the answer, and none is missing.
  package var isJudged: Bool {
    tests.allSatisfy { $0.status != .lost } && tests.map(\.maxScore).reduce(0, +) == maxScore
  }

  /// Whether the same files would have the same verdict at any time on any machine.
  var dependsOnFilesOnly: Bool {
    tests.allSatisfy { [.passed, .failed, .notImplemented].contains($0.status) }
  }
}
