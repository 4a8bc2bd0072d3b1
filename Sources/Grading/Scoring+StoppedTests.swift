import Foundation

extension Scoring {
  /// The tests that have no verdict because their run has stopped.
  var openTests: [String] {
    planned.values.flatMap { $0.map(\.test) }.filter { test in
      !(stream.tests[test]?.hasEnded ?? false) && !isPassedOver(test)
    }.sorted()
  }

  /// Those of them that were running.
  var runningTests: [String] { openTests.filter { stream.tests[$0]?.hasBegun ?? false } }

  /// A test of an exercise that isn't started never begins.
  private func isPassedOver(_ test: String) -> Bool {
    !(stream.tests[test]?.hasBegun ?? false)
      && observed[test, default: []].contains(where: \.metStub)
  }

  /// Takes what another run says of some tests, instead of what this one said.
  mutating func replace(_ tests: [String], by other: Scoring) {
    for test in tests {
      stream.tests[test] = other.stream.tests[test] ?? stream.tests[test]
      observed[test] = other.observed[test]
    }
  }

  /// Notes that a test was stopped by what the answer gave back.
  mutating func stop(_ test: String, _ sentence: String) {
    stoppedTests.append(test)
    observed[test] = nil
    stream.tests[test]?.issues = [sentence]
    stream.tests[test]?.hasEnded = true
  }

  /// Notes that all tests have had their turn, in however many runs.
  mutating func close() { stream.hasEnded = true }
}
