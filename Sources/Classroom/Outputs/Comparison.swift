import Foundation
import Grading

/// Two gradings beside each other: before and after a change, or two terms.
public struct Comparison: Sendable {
  /// An exercise or a question, with the means of all who have it, in points.
  struct Line: Sendable, Equatable {
    let title: String
    /// How many grades have it.
    var before = 0
    var after = 0
    var meanBefore: Double?
    var meanAfter: Double?
    /// The points to be had.
    var mostBefore: Double?
    var mostAfter: Double?
  }

  /// Somebody whose points aren't what they were.
  struct Move: Sendable, Equatable {
    let student: String
    let before: Double
    let after: Double
    /// Where they come from: "Huber regression 12 → 20".
    let parts: [String]
  }

  let total: Line
  let exercises: [Line]
  let questions: [Line]
  /// The largest change first.
  let moves: [Move]
  /// Whose points are the same.
  let still: Int
  /// Who has a grade on one side only.
  let onlyBefore: [String]
  let onlyAfter: [String]

  /// Compares two folders of grades.
  ///
  /// - Throws: `ClassError` where one of them has no grades.
  public init(before: String, after: String) throws {
    try self.init(ClassMerge.reports(in: before), ClassMerge.reports(in: after))
  }

  init(_ before: [StudentReport], _ after: [StudentReport]) {
    let sides = (before.filter(\.hasGrade), after.filter(\.hasGrade))
    total =
      Self.lines(sides) { [("all", "All exercises", $0.total, $0.maxTotal)] }.first
      ?? Line(title: "")
    exercises = Self.lines(sides) { report in
      report.report.exercises.map {
        let worth = report.worth(of: $0)
        return (
          $0.id, "\($0.number) · \($0.title)", Double($0.score) * worth, Double($0.maxScore) * worth
        )
      }
        + report.report.labs.map {
          let scale = report.scale(of: $0)
          return (
            $0.key, "Lab \($0.number) · \($0.title)", Double($0.score) * scale,
            Double($0.maxScore) * scale
          )
        }
    }
    questions = Self.lines(sides) { report in
      report.questions.compactMap { question in
        question.marks.map {
          (
            "\(question.exercise) \(question.heading)", "\(question.exercise): \(question.heading)",
            $0,
            question.maxMarks
          )
        }
      }
    }
    let old = Dictionary(sides.0.map { ($0.student, $0) }, uniquingKeysWith: { one, _ in one })
    let both = sides.1.compactMap { new in old[new.student].map { ($0, new) } }
    let names = Set(both.map { $0.1.student })
    onlyBefore = sides.0.filter { !names.contains($0.student) }.map(\.title)
    onlyAfter = sides.1.filter { !names.contains($0.student) }.map(\.title)
    moves = both.filter { !Self.isSame($0.total, $1.total) }.map { old, new in
      Move(
        student: new.title, before: old.total, after: new.total, parts: Self.parts(old, new))
    }.sorted {
      (abs($1.after - $1.before), $0.student) < (abs($0.after - $0.before), $1.student)
    }
    still = both.count - moves.count
  }

  /// Points are told apart as they are printed, to a hundredth.
  private static func isSame(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 0.005 }

  /// Puts together what both sides have, in the order in which it comes.
  private static func lines(
    _ sides: ([StudentReport], [StudentReport]),
    _ values: (StudentReport) -> [(key: String, title: String, points: Double, most: Double)]
  ) -> [Line] {
    var order: [String] = []
    var known: [String: (title: String, before: [Double], after: [Double])] = [:]
    var most: [String: (before: Double?, after: Double?)] = [:]
    for (isAfter, reports) in [(false, sides.0), (true, sides.1)] {
      for value in reports.flatMap(values) {
        if known[value.key] == nil { order.append(value.key) }
        var entry = known[value.key] ?? (value.title, [], [])
        if isAfter { entry.after.append(value.points) } else { entry.before.append(value.points) }
        known[value.key] = entry
        let sofar = most[value.key] ?? (nil, nil)
        most[value.key] =
          isAfter
          ? (sofar.before, max(sofar.after ?? 0, value.most))
          : (max(sofar.before ?? 0, value.most), sofar.after)
      }
    }
    return order.compactMap { key in
      guard let entry = known[key] else { return nil }
      return Line(
        title: entry.title, before: entry.before.count, after: entry.after.count,
        meanBefore: Statistics.mean(entry.before), meanAfter: Statistics.mean(entry.after),
        mostBefore: most[key]?.before, mostAfter: most[key]?.after)
    }
  }

  /// Where one student's points come from.
  private static func parts(_ old: StudentReport, _ new: StudentReport) -> [String] {
    func values(_ report: StudentReport) -> [(key: String, title: String, points: Double)] {
      report.report.exercises.map { ($0.id, $0.title, Double($0.score) * report.worth(of: $0)) }
        + report.countingQuestions.map {
          (
            "\($0.exercise) \($0.heading)", "\($0.exercise), \($0.heading)",
            ($0.marks ?? 0) * report.weight(of: $0.exercise)
          )
        }
    }
    let before = Dictionary(values(old).map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
    let after = values(new)
    let keys = Set(after.map(\.key))
    let changes =
      after.map { (title: $0.title, before: before[$0.key]?.points ?? 0, after: $0.points) }
      + values(old).filter { !keys.contains($0.key) }
      .map { (title: $0.title, before: $0.points, after: 0) }
    var result = changes.filter { !isSame($0.before, $0.after) }
      .map { "\($0.title) \(points($0.before)) → \(points($0.after))" }
    if !isSame(old.undiminished - old.total, new.undiminished - new.total) {
      result.append(
        "lateness −\(points(old.undiminished - old.total)) → "
          + "−\(points(new.undiminished - new.total))")
    }
    return result
  }
}
