import Curriculum
import Foundation
import Grading

/// What has changed in a class's grades since the last run, and why.
public struct ClassChanges: Sendable, Equatable {
  /// A test that has another verdict.
  public struct Verdict: Sendable, Equatable, Hashable {
    /// The exercise's id.
    public let exercise: String
    /// The test's sentence.
    public let test: String
    /// In words; "no such test" where it wasn't there.
    public let before: String
    /// In words; "no such test" where it isn't there any more.
    public let after: String
    /// Why, as far as it is known: "a new answer", "another suite".
    public let reasons: [String]
  }

  /// A student whose grade is another.
  public struct Student: Sendable, Equatable {
    /// The hand-in, by the name that the class has for it.
    public let student: String
    /// The points; nil where there was no grade, or is none.
    public let before: Double?
    /// The points of this run; nil where there is no grade.
    public let after: Double?
    /// In the order of the course.
    public let verdicts: [Verdict]
    /// Why the points are others, in words.
    public let reasons: [String]
  }

  /// What is different for the whole class, in words.
  public let general: [String]
  /// In the order of the class.
  public let students: [Student]
  /// Those who weren't in the last run.
  public let added: [String]
  /// Those who were in the last run and aren't in this one.
  public let gone: [String]

  /// Whether both runs say the same.
  public var isEmpty: Bool {
    general.isEmpty && students.isEmpty && added.isEmpty && gone.isEmpty
  }

  init(since last: RunRecord, _ reports: [StudentReport]) {
    let now = RunRecord(reports)
    let causes = Causes(last, now)
    general = causes.general
    let names = Set(reports.map(\.student))
    added = reports.map(\.student).filter { last.grades[$0] == nil }
    gone = last.grades.keys.filter { !names.contains($0) }.sorted()
    students = reports.compactMap { report in
      guard let before = last.grades[report.student], let after = now?.grades[report.student]
      else { return nil }
      return Self.student(report, before, after, causes)
    }
  }

  private static func student(
    _ report: StudentReport, _ before: RunRecord.Grade, _ after: RunRecord.Grade, _ causes: Causes
  ) -> Student? {
    let verdicts = report.report.exercises.flatMap { exercise -> [Verdict] in
      let old = before.tests[exercise.id] ?? [:]
      let changed = exercise.tests.filter { old[$0.id] != $0.status }
      if changed.isEmpty { return [] }
      let known = causes.reasons(exercise.id, before, after)
      let reasons = known.isEmpty ? [before.total == nil ? Causes.noGrade : Causes.unknown] : known
      return changed.map { test in
        Verdict(
          exercise: exercise.id, test: test.name, before: old[test.id]?.words ?? "no such test",
          after: test.status.words, reasons: reasons)
      }
    }
    let isSame =
      switch (before.total, after.total) {
      case (let one?, let other?): abs(one - other) < 0.005
      case (nil, nil): true
      default: false
      }
    if isSame, verdicts.isEmpty { return nil }
    var reasons = verdicts.flatMap(\.reasons)
    if before.lateness != after.lateness { reasons.append("other days late") }
    if before.marks != after.marks { reasons.append("marks of written questions") }
    if !isSame, !causes.configuration.isEmpty { reasons.append("the configuration") }
    if before.total == nil { reasons.insert(Causes.noGrade, at: 0) }
    if reasons.isEmpty { reasons = [Causes.unknown] }
    return Student(
      student: report.student, before: before.total, after: after.total, verdicts: verdicts,
      reasons: unique(reasons))
  }

  /// The verdicts of the whole class, by test: the most common change first.
  var byTest: [(verdict: Verdict, students: [String])] {
    var holders: [Verdict: [String]] = [:]
    for student in students {
      for verdict in student.verdicts { holders[verdict, default: []].append(student.student) }
    }
    return holders.sorted {
      ($1.value.count, $0.key.exercise, $0.key.test, $0.key.after)
        < ($0.value.count, $1.key.exercise, $1.key.test, $1.key.after)
    }.map { ($0.key, $0.value) }
  }
}

/// Each once, in their order.
private func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}

/// What may be the reason for another verdict or for other points.
private struct Causes {
  static let unknown = "nothing that is known: judge it again"
  static let noGrade = "there was no grade before"

  /// The seed, the kit and so on, which may have changed any verdict.
  private var everywhere: [String] = []
  private var suites: Set<String> = []
  /// Settings and weights.
  private(set) var configuration: [String] = []

  init(_ last: RunRecord, _ now: RunRecord?) {
    guard let now else { return }
    func compare(_ what: String, _ one: String, _ other: String) {
      if one != other { everywhere.append("\(what) (\(one) → \(other))") }
    }
    compare("another seed", "\(last.seed)", "\(now.seed)")
    compare("another kit", last.kit, now.kit)
    compare("another toolchain", last.toolchain, now.toolchain)
    compare("another sandbox", last.sandbox, now.sandbox)
    if let one = last.basis, let other = now.basis {
      if one.shared != other.shared { everywhere.append("what all suites share") }
      suites = Set(
        Exercise.all.map(\.id).filter { one.suites[$0] != other.suites[$0] })
      configuration = Basis.settings(one, other).map { "the configuration: \($0)" }
    }
    if configuration.isEmpty, last.weights != now.weights {
      configuration = ["the configuration: other weights"]
    }
  }

  /// What is different for the whole class.
  var general: [String] {
    let changed = Exercise.all.filter { suites.contains($0.id) }.map(\.title)
    return everywhere
      + (changed.isEmpty ? [] : ["another suite: \(changed.joined(separator: ", "))"])
      + configuration
  }

  /// Why a student's verdicts on an exercise are others; empty if nothing is known.
  func reasons(
    _ exercise: String, _ before: RunRecord.Grade, _ after: RunRecord.Grade
  ) -> [String] {
    var reasons: [String] = []
    if before.answers[exercise] != after.answers[exercise] { reasons.append("a new answer") }
    if suites.contains(exercise) { reasons.append("another suite") }
    return reasons + everywhere
  }
}
