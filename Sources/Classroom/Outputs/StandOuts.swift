import Boundary
import Foundation
import Grading

/// Hand-ins that are worth a look: something happened to them, or they are strangely alike.
struct StandOuts {
  /// Students whose answers are wrong in the same unusual way.
  struct SameAnswers {
    let students: [String]
    /// The tests with the same messages, as "exercise: test".
    let tests: [String]
    /// The first line of one of the messages.
    let example: String
  }

  /// Something that happened, and to whom.
  struct Event {
    let title: String
    let students: [(name: String, what: String)]
  }

  /// Fewer grades than this can't tell what is unusual.
  static let smallestClass = 8

  private let reports: [StudentReport]

  init(_ reports: [StudentReport]) { self.reports = reports.filter(\.hasGrade) }

  /// Groups with the same wrong values where hardly anybody else has them, the largest first.
  ///
  /// Values that a usual mistake explains are left out: whoever makes it gets them. So is bad input that
  /// was accepted: to check nothing is the commonest omission of all. "Hardly anybody" is one in twenty, at
  /// least two and at most ten.
  func sameAnswers() -> [SameAnswers] {
    guard reports.count >= Self.smallestClass else { return [] }
    struct Key: Hashable {
      let test: String
      let messages: [String]
    }
    var holders: [Key: [Int]] = [:]
    var names: [String: String] = [:]
    for (number, report) in reports.enumerated() {
      for exercise in report.report.exercises {
        for test in exercise.tests
        where test.status == .failed && test.mistakes.isEmpty && test.knownMistake == nil {
          let values = test.messages.filter {
            $0.contains(where: \.isNumber) && !Self.isAboutRefusal(firstLine($0))
          }
          if values.isEmpty { continue }
          holders[Key(test: test.id, messages: values), default: []].append(number)
          names[test.id] = "\(exercise.number) · \(exercise.title): \(test.name)"
        }
      }
    }
    let limit = min(10, max(2, reports.count / 20))
    let rare = holders.filter { $0.value.count >= 2 && $0.value.count <= limit }
    return Dictionary(grouping: rare, by: \.value).map { group, tests in
      let keys = tests.map(\.key).sorted { $0.test < $1.test }
      return SameAnswers(
        students: group.map { reports[$0].student }, tests: keys.compactMap { names[$0.test] },
        example: firstLine(keys[0].messages[0]))
    }.sorted {
      ($1.tests.count, $0.students.count, $0.students[0])
        < ($0.tests.count, $1.students.count, $1.students[0])
    }
  }

  /// Whether a message says that bad input wasn't refused, or not in the right words.
  private static func isAboutRefusal(_ message: String) -> Bool {
    message.contains(" was accepted") || message.contains("InvalidInput")
  }

  /// What the sandbox refused, crashes, time-outs, exhausted memory, lost verdicts, and late
  /// hand-ins.
  func events() -> [Event] {
    let kinds: [(TestStatus, String)] = [
      (.crashed, "Crashed"), (.timedOut, "Timed out"), (.outOfMemory, "Out of memory"),
      (.lost, "Without a verdict"),
    ]
    let late = reports.filter { $0.daysLate > 0 }.sorted { $0.daysLate > $1.daysLate }
    let all =
      [Event(title: "Refused by the sandbox", students: refused())]
      + kinds.map { status, title in Event(title: title, students: met(status)) }
      + Self.labs(reports)
      + [
        Event(
          title: "Late",
          students: late.map { ($0.student, count($0.daysLate, "day")) })
      ]
    return all.filter { !$0.students.isEmpty }
  }

  /// What each warning was said to; what was said to everybody comes first.
  static func warnings(_ reports: [StudentReport]) -> [(text: String, students: [String])] {
    var students: [String: [String]] = [:]
    for report in reports {
      for warning in Set(report.warnings) { students[warning, default: []].append(report.student) }
    }
    return students.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { ($0.key, $0.value) }
  }

  private func refused() -> [(name: String, what: String)] {
    reports.compactMap { report in
      let events = report.report.exercises.flatMap(\.tests).flatMap(\.sandboxEvents)
      let numbers = Dictionary(grouping: events, by: \.self).mapValues(\.count)
      let words = numbers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) (\(count($0.value, "test")))" }
      return words.isEmpty ? nil : (report.student, words.joined(separator: "; "))
    }
  }

  private func met(_ status: TestStatus) -> [(name: String, what: String)] {
    reports.compactMap { report in
      let exercises = report.report.exercises.compactMap { exercise -> String? in
        let number = exercise.tests.count { $0.status == status }
        return number == 0 ? nil : "\(exercise.title) (\(count(number, "test")))"
      }
      return exercises.isEmpty ? nil : (report.student, exercises.joined(separator: ", "))
    }
  }
}
