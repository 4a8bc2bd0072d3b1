import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the suites note about a test beside the event stream; a line of JSON each.
public enum TestRecord: Codable, Sendable {
  /// A test that is going to run.
  case planned(Plan)

  /// What a case of a test has shown of the answer.
  case observed(test: String, Observation)

  /// A test, the part of the exercise that it belongs to, and what it is worth.
  public struct Plan: Codable, Sendable {
    /// Swift Testing's name of the test.
    public let test: String
    /// The exercise's name for the command line.
    public let exercise: String
    /// The place of its suite among those of the exercise.
    public let part: Int
    /// The points to be had.
    public let points: Int
    /// A question that helps.
    public let hint: String?

    /// What is known of a test before it runs.
    public init(test: String, exercise: String, part: Int, points: Int, hint: String?) {
      self.test = test
      self.exercise = exercise
      self.part = part
      self.points = points
      self.hint = hint
    }
  }

  /// What a case of a test has shown of the answer.
  public struct Observation: Codable, Sendable {
    /// How the worker ended, if it didn't end by itself.
    public var failure: TestStatus?
    /// Whether it was the compiler's failure, and no answer's.
    public var isOfCompiler = false
    /// Whether a call met a function that isn't written yet.
    public var metStub = false
    /// The sentences of the usual mistakes that were recognised.
    public var mistakes: [String] = []
    /// What the answer printed.
    public var output = ""
    /// What the answer tried and the sandbox refused.
    public var sandboxEvents: [String] = []
    /// What was called.
    public var operations = Operations()

    /// Nothing has been seen yet, but how it ended.
    public init(failure: TestStatus? = nil, metStub: Bool = false) {
      self.failure = failure
      self.metStub = metStub
    }
  }

  /// What a test has called, and whether a value that came back was wrong, for a known reason or not.
  public struct Operations: Codable, Sendable {
    /// Their names, such as `loss(residual:delta:)`, in alphabetical order.
    public var called: [String] = []
    /// Whether the test has seen a wrong value, or no value at all.
    public var isWrong = false
    /// Whether a foreseen mistake explains what was seen.
    public var isExplained = false

    /// Nothing has been called.
    public init() {}

    /// What was called, and whether something was wrong with it.
    public init(called: Set<String>, isWrong: Bool, isExplained: Bool) {
      self.called = called.sorted()
      self.isWrong = isWrong
      self.isExplained = isExplained
    }
  }

  /// The environment variable that names the file for the records.
  public static let variable = "GRADUS_RECORD"

  /// Appends the record to the file that the environment names, if it names one.
  public func note() throws {
    guard let path = Self.path else { return }
    let line = try JSONEncoder().encode(self) + Data("\n".utf8)
    try Self.lock.withLock { _ in
      guard let file = fopen(path, "ae") else { throw CocoaError(.fileWriteUnknown) }
      defer { fclose(file) }
      _ = line.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    }
  }

  /// Reads records; a line that was cut off is left out.
  public static func read(from data: Data) -> [TestRecord] {
    data.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(TestRecord.self, from: Data($0))
    }
  }

  private static let path = ProcessInfo.processInfo.environment[variable]
  private static let lock = Mutex(())
}
