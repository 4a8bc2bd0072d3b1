import Boundary
import Curriculum
import Foundation
import Testing

@testable import Grading

/// A run of exercise 4's suite as its event stream and records tell it.
struct RecordedRun {
  var hasEnded = true
  private var events: [String] = []
  private var records: [TestRecord] = []

  mutating func plan(
    _ test: String, file: String = "HuberRegressionTests.swift", line: Int = 1, part: Int = 1,
    points: Int = 1, hint: String? = nil, hasBegun: Bool = true
  ) {
    events.append(
      #"""
      {"kind":"test","payload":{"kind":"function","id":"\#(test)","displayName":"The sentence of \#(test)","sourceLocation":{"fileID":"ExerciseTests/\#(file)","line":\#(line)}}}
      """#)
    records.append(
      .planned(
        .init(
          test: test, exercise: Exercise.huberRegression.id, part: part, points: points,
          hint: hint)))
    if hasBegun { note("testStarted", test) }
  }

  mutating func planUnseen(_ test: String) {
    records.append(
      .planned(
        .init(
          test: test, exercise: Exercise.huberRegression.id, part: 1, points: 1, hint: nil)))
  }

  mutating func observe(
    _ test: String, failure: TestStatus? = nil, metStub: Bool = false,
    mistakes: [String] = [], output: String = "", sandboxEvents: [String] = [],
    called: Set<String> = [], isWrong: Bool = false, isExplained: Bool = false
  ) {
    var observation = TestRecord.Observation(failure: failure, metStub: metStub)
    observation.mistakes = mistakes
    observation.output = output
    observation.sandboxEvents = sandboxEvents
    observation.operations = .init(called: called, isWrong: isWrong, isExplained: isExplained)
    records.append(.observed(test: test, observation))
  }

  mutating func pass(_ test: String, points: Int) {
    plan(test, points: points)
    observe(test)
    end(test)
  }

  mutating func end(_ test: String) { note("testEnded", test) }
  mutating func cancel(_ test: String) { note("testCancelled", test) }
  mutating func fail(_ test: String, _ text: String) { note("issueRecorded", test, text) }

  private mutating func note(_ kind: String, _ test: String, _ text: String = "") {
    events.append(
      #"""
      {"kind":"event","payload":{"kind":"\#(kind)","testID":"\#(test)","messages":[{"symbol":"details","text":"\#(text)"}]}}
      """#)
  }

  var scoring: Scoring { Scoring(stream: streamData, records: recordData) }

  private var streamData: Data {
    let end = #"{"kind":"event","payload":{"kind":"runEnded"}}"#
    return Data((events + (hasEnded ? [end] : [])).joined(separator: "\n").utf8)
  }

  private var recordData: Data {
    let encoder = JSONEncoder()
    return Data(records.compactMap { try? encoder.encode($0) }.joined(separator: [0x0A]))
  }

  func makesSuperfluous(_ end: Scoring.End) -> Bool {
    end.hasCome(inEvents: streamData) || end.hasCome(inRecords: recordData)
  }

  var report: Report { scoring.report(on: [.huberRegression], answers: "Exercises", seed: 0) }

  var exercise: ExerciseReport { report.exercises[0] }
}
