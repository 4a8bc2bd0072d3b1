import Foundation

/// So many steps of so many that are known by now.
public struct StepCount: Equatable, Sendable {
  /// The steps that have begun, or are done.
  public let done: Int
  /// All of them.
  public let total: Int
}

/// How many tests of a run have ended, by the event stream, of which more comes.
struct TestCount {
  private var read = 0
  private var tests = 0
  private var ended = 0

  /// The count with all that has come; nil where nothing has changed.
  mutating func count(in events: Data) -> StepCount? {
    guard let end = events.lastIndex(of: UInt8(ascii: "\n")), end >= read else { return nil }
    let before = (tests, ended)
    for line in events[read..<end].split(separator: UInt8(ascii: "\n")) {
      if line.firstRange(of: Self.test) != nil, line.firstRange(of: Self.function) != nil {
        tests += 1
      } else if line.firstRange(of: Self.testEnded) != nil {
        ended += 1
      }
    }
    read = end
    // Suites end too, after their tests.
    return before == (tests, ended) ? nil : StepCount(done: min(ended, tests), total: tests)
  }

  private static let test = Data("\"kind\":\"test\"".utf8)
  private static let function = Data("\"kind\":\"function\"".utf8)
  private static let testEnded = Data("\"kind\":\"testEnded\"".utf8)
}
