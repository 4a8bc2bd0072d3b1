import Foundation

extension Report {
  /// The report as JUnit XML.
  public func junit() -> Data {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"gradus\"\(counts(of: suites.flatMap(\.tests)))>")
    for suite in suites {
      lines.append("  <testsuite name=\"\(escaped(suite.title))\"\(counts(of: suite.tests))>")
      lines += suite.tests.flatMap { testcase($0, of: suite.id) }
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>\n")
    return Data(lines.joined(separator: "\n").utf8)
  }

  /// The exercises, and the labs that have results.
  private var suites: [(id: String, title: String, tests: [TestReport])] {
    exercises.map { ($0.id, "\($0.number) · \($0.title)", $0.tests) }
      + labs.filter { $0.status != .notStarted }.map {
        ("lab-\($0.id)", "Lab \($0.number) · \($0.title)", $0.tests)
      }
  }

  private func counts(of tests: [TestReport]) -> String {
    func count(_ outcomes: TestReport.Outcome...) -> Int {
      tests.count { outcomes.contains($0.outcome) }
    }
    return " tests=\"\(tests.count)\" failures=\"\(count(.failure))\" errors=\"\(count(.error))\""
      + " skipped=\"\(count(.skipped))\" time=\"\(seconds(tests.map(\.seconds).reduce(0, +)))\""
  }

  private func testcase(_ test: TestReport, of suite: String) -> [String] {
    var inside: [String] = []
    let first = test.messages.first?.split(separator: "\n").first.map(String.init)
    let message = escaped(first ?? test.status.rawValue)
    let text = escaped(test.messages.joined(separator: "\n\n"))
    switch test.outcome {
    case .pass: break
    case .failure: inside.append("      <failure message=\"\(message)\">\(text)</failure>")
    case .error:
      inside.append(
        "      <error type=\"\(test.status.rawValue)\" message=\"\(message)\">\(text)</error>")
    case .skipped: inside.append("      <skipped message=\"not implemented yet\"/>")
    }
    if !test.output.isEmpty {
      inside.append("      <system-out>\(escaped(test.output))</system-out>")
    }
    let start =
      "    <testcase classname=\"\(escaped(suite))\" name=\"\(escaped(test.name))\""
      + " time=\"\(seconds(test.seconds))\""
    return inside.isEmpty ? [start + "/>"] : [start + ">"] + inside + ["    </testcase>"]
  }

  private func seconds(_ value: Double) -> String { String(format: "%.3f", value) }

  /// Text that XML can carry: its own signs escaped, control characters left out.
  private func escaped(_ text: String) -> String {
    let signs: [Unicode.Scalar: String] = [
      "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;",
    ]
    // Scalar by scalar: a character may be a sign and an accent upon it.
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      let isAllowed =
        scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        || scalar == "\n" || scalar == "\t"
      if isAllowed { result += signs[scalar] ?? String(scalar) }
    }
  }
}

extension TestReport {
  /// The four kinds that other tools know.
  enum Outcome { case pass, failure, error, skipped }

  var outcome: Outcome {
    switch status {
    case .passed: .pass
    case .failed: .failure
    case .notImplemented: .skipped
    case .crashed, .timedOut, .outOfMemory, .didNotCompile, .lost: .error
    }
  }
}
