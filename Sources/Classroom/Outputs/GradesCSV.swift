import Foundation
import Grading
import Texts

/// The grade book of a class, `grades.csv`.
///
/// Points are weighted, so that the columns of a row add up to its total before the penalty.
public enum GradesCSV {
  /// The grade book: a header, the points available, and a row for each student. With a roster, whoever
  /// shares a hand-in has a row of their own.
  public static func text(_ reports: [StudentReport]) -> String {
    let exercises = exercises(of: reports)
    let hasRoster = reports.contains { $0.members != nil }
    let columns = hasRoster ? ["id", "name", "e-mail", "section", "group"] : []
    let header =
      ["student"] + columns + exercises.map(\.id)
      + ["written marks", "late days", "penalty", "total", "percentage", "status"]
    let labs = labs(of: reports)
    let most = available(reports, exercises)
    let first = [
      header + labs[0], [most[0]] + columns.map { _ in "" } + most.dropFirst() + labs[1],
    ]
    let rows = zip(reports, labs.dropFirst(2)).flatMap { report, labs in
      let row = row(report, exercises) + labs
      return members(of: report, hasRoster).map { [row[0]] + $0 + row.dropFirst() }
    }
    return CSV.text(first + rows)
  }

  /// The cells of the roster, for each of those who have made a hand-in together.
  private static func members(of report: StudentReport, _ hasRoster: Bool) -> [[String]] {
    guard hasRoster else { return [[]] }
    guard let members = report.members, !members.isEmpty else { return [["", "", "", "", ""]] }
    return members.map { member in
      [member.id, member.name, member.email, member.section, member.group].map(CSV.guarded)
    }
  }

  /// What stands behind the columns of each row where somebody has handed in labs: their points, and the
  /// total of the labs with their marks, less what lateness takes away.
  private static func labs(of reports: [StudentReport]) -> [[String]] {
    guard let labs = reports.lazy.map(\.report.labs).first(where: { !$0.isEmpty }) else {
      return Array(repeating: [], count: reports.count + 2)
    }
    let most = reports.map(\.maxLabTotal).max() ?? 0
    let worths = labs.map { lab in
      points(Double(lab.maxScore) * (reports.first?.scale(of: lab) ?? 1))
    }
    let rows = reports.map { student in
      guard student.hasGrade else { return labs.map { _ in "" } + [""] }
      return labs.map { lab in
        student.report.labs.first { $0.id == lab.id }
          .map { points(Double($0.score) * student.scale(of: $0)) } ?? ""
      } + [student.report.labs.isEmpty ? "" : points(student.labTotal)]
    }
    return [labs.map(\.key) + ["labs total"], worths + [points(most)]] + rows
  }

  /// The grade book as a file has it.
  public static func data(_ reports: [StudentReport]) -> Data { CSV.file(text(reports)) }

  /// Every exercise that one of the reports has, in the order of the course.
  private static func exercises(of reports: [StudentReport]) -> [ExerciseReport] {
    var known: [String: ExerciseReport] = [:]
    for exercise in reports.flatMap(\.report.exercises) where known[exercise.id] == nil {
      known[exercise.id] = exercise
    }
    return known.values.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
  }

  private static func available(_ reports: [StudentReport], _ exercises: [ExerciseReport])
    -> [String]
  {
    let graded = reports.filter(\.hasGrade)
    let weights = (graded.first ?? reports.first)
    let columns = exercises.map { exercise in
      points(Double(exercise.maxScore) * (weights?.worth(of: exercise) ?? 1))
    }
    let written = graded.compactMap(\.maxWrittenMarks).max().map { points($0) } ?? ""
    let total = graded.map(\.maxTotal).max().map { points($0) } ?? ""
    return ["points available"] + columns + [written, "", "", total, "100", ""]
  }

  private static func blank(
    _ name: String, _ exercises: [ExerciseReport], _ late: [String], _ status: String,
    _ reason: String
  ) -> [String] {
    let reason = shortened(shown(firstLine(reason)), to: 200)
    let blanks = exercises.map { _ in "" } + [""]
    return [name] + blanks + late + ["", "", status + (reason.isEmpty ? "" : " (\(reason))")]
  }

  private static func row(_ student: StudentReport, _ exercises: [ExerciseReport]) -> [String] {
    let name = CSV.guarded(student.student)
    let late = ["\(student.daysLate)", points(student.overallPenalty, decimals: 4)]
    let status: String
    switch student.standing {
    case .noGrade(let failure): return blank(name, exercises, late, "no grade", failure)
    case .missing: return blank(name, exercises, late, "nothing handed in", "")
    case .notRead(let what): return blank(name, exercises, late, "not read", what)
    case .graded:
      status = student.firstUnread == nil ? "graded" : "graded, not all of it read"
    case .empty: status = "empty hand-in"
    }
    let columns = exercises.map { exercise in
      student.report.exercises.first { $0.id == exercise.id }
        .map { points(Double($0.score) * student.worth(of: $0)) } ?? ""
    }
    return [name] + columns + [student.writtenMarks.map { points($0) } ?? ""] + late
      + [points(student.total), student.percentage.map { points($0, decimals: 1) } ?? "", status]
  }
}
