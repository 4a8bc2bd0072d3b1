import Foundation
import Testing

@testable import Grading

/// Lines as Swift Testing 6.3.1 writes them, without what isn't read.
@Suite("Swift Testing's event stream is read")
struct EventStreamTests {
  private static let id = "ExerciseTests.HuberTests/linear()/HuberTests.swift:11:4"
  private static let test = #"""
    {"kind":"test","payload":{"displayName":"The loss is linear","id":"ExerciseTests.HuberTests\/linear()\/HuberTests.swift:11:4","isParameterized":false,"kind":"function","name":"linear()","sourceLocation":{"column":4,"fileID":"ExerciseTests\/HuberTests.swift","filePath":"\/k\/HuberTests.swift","line":11}},"version":"6.3.0"}
    """#
  private static let started = event("testStarted", at: 4588.25)
  private static let ended = event("testEnded", at: 4588.75, messages: [("pass", "Test passed")])
  private static let runEnded = #"""
    {"kind":"event","payload":{"instant":{"absolute":4589,"since1970":1795235336},"kind":"runEnded","messages":[]},"version":"6.3.0"}
    """#

  private static func event(
    _ kind: String, at instant: Double = 4588.5, issue: String = "",
    messages: [(symbol: String, text: String)] = []
  ) -> String {
    let messages = messages.map { #"{"symbol":"\#($0.symbol)","text":"\#($0.text)"}"# }
    return #"""
      {"kind":"event","payload":{"instant":{"absolute":\#(instant),"since1970":1.5e9},\#(issue)"kind":"\#(kind)","messages":[\#(messages.joined(separator: ","))],"testID":"ExerciseTests.HuberTests\/linear()\/HuberTests.swift:11:4"},"version":"6.3.0"}
      """#
  }

  private static func issue(isFailure: Bool, _ messages: (String, String)...) -> String {
    event(
      "issueRecorded",
      issue: #""issue":{"isFailure":\#(isFailure),"isKnown":false,"severity":"error"},"#,
      messages: messages)
  }

  private func outcome(_ lines: String...) throws -> EventStream.Outcome {
    let stream = EventStream(
      Data(([Self.test, Self.started] + lines).joined(separator: "\n").utf8))
    return try #require(stream.tests[Self.id])
  }

  @Test("A test has its sentence, its place and its time")
  func passed() throws {
    let outcome = try outcome(Self.ended)
    #expect(outcome.name == "The loss is linear")
    #expect(outcome.place == ("ExerciseTests/HuberTests.swift", 11))
    #expect(outcome.seconds == 0.5)
    #expect(outcome.hasEnded && !outcome.isCancelled && outcome.issues.isEmpty)
  }

  @Test("A failure is told in the words of its details")
  func failed() throws {
    let outcome = try outcome(
      Self.issue(
        isFailure: true, ("fail", "Issue recorded"), ("details", #"it is 3.0\n  not 2.5"#)),
      Self.issue(isFailure: true, ("fail", "Issue recorded"), ("details", "a second one")),
      Self.ended)
    #expect(outcome.issues == ["it is 3.0\n  not 2.5", "a second one"])
  }

  @Test("A failure without details is told in the words that there are")
  func withoutDetails() throws {
    let outcome = try outcome(Self.issue(isFailure: true, ("fail", "Expectation failed: 1 == 2")))
    #expect(outcome.issues == ["Expectation failed: 1 == 2"])
  }

  @Test("A warning or a known issue is no failure")
  func warning() throws {
    #expect(try outcome(Self.issue(isFailure: false, ("warning", "Hm")), Self.ended).issues.isEmpty)
  }

  @Test("An issue that doesn't say whether it is a failure is one")
  func unclearIssue() throws {
    #expect(try outcome(Self.event("issueRecorded"), Self.ended).issues.count == 1)
  }

  @Test(
    "A cancelled test is cancelled, and so is one of whose cases any was",
    arguments: ["testCancelled", "testCaseCancelled"])
  func cancelled(kind: String) throws {
    let outcome = try outcome(Self.event(kind), Self.ended)
    #expect(outcome.isCancelled && outcome.hasEnded)
  }

  @Test("A run has ended only when it says so")
  func runEnded() {
    func stream(_ text: String) -> EventStream { EventStream(Data(text.utf8)) }
    #expect(!stream([Self.test, Self.started, Self.ended].joined(separator: "\n")).hasEnded)
    #expect(stream([Self.test, Self.started, Self.runEnded].joined(separator: "\n")).hasEnded)
    #expect(!stream(String(Self.runEnded.dropLast(2))).hasEnded)
    #expect(!stream("").hasEnded)
  }

  @Test("A last line that was cut off is left out")
  func cutOff() throws {
    let outcome = try outcome(String(Self.ended.dropLast(20)))
    #expect(!outcome.hasEnded)
  }

  @Test("Lines that are no records, and events of unknown tests, are left out")
  func strangers() {
    let lines = [
      "", "no JSON", "[]", #"{"kind":"event"}"#, #"{"kind":"more","payload":{"kind":"x"}}"#,
      Self.ended,
    ]
    let stream = EventStream(Data(lines.joined(separator: "\n").utf8))
    #expect(stream.tests.isEmpty && !stream.hasEnded && !stream.hasStarted)
  }

  @Test("Suites are no tests")
  func suite() {
    let line = #"""
      {"kind":"test","payload":{"displayName":"4 · Huber regression","id":"ExerciseTests.HuberTests","kind":"suite","name":"HuberTests"},"version":"6.3.0"}
      """#
    #expect(EventStream(Data(line.utf8)).tests.isEmpty)
  }

  @Test("The beginning names the toolchain")
  func toolchain() {
    let line = #"""
      {"kind":"event","payload":{"instant":{"absolute":4588.3,"since1970":1795235336},"kind":"runStarted","messages":[{"symbol":"default","text":"Test run started."},{"symbol":"details","text":"Testing Library Version: 6.3.1 (937120cbc281cf2)"},{"symbol":"details","text":"Target Platform: x86_64-unknown-linux-gnu"}]},"version":"6.3.0"}
      """#
    let stream = EventStream(Data(line.utf8))
    #expect(stream.hasStarted)
    #expect(stream.toolchain == "6.3.1 (937120cbc281cf2), x86_64-unknown-linux-gnu")
  }
}
