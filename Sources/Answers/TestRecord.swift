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
  /// A test that is going to run, the part of the exercise that it belongs to, and what it is worth.
  case planned(test: String, exercise: String, part: Int, points: Int, hint: String?)

  /// What a case of a test has shown of the answer.
  case observed(
    test: String, failure: AnswerFailure.Kind?, metStub: Bool, mistakes: [String], output: String,
    sandboxEvents: [String], operations: Operations)

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
