import Boundary
import Foundation
import Grading
import HandIns
import Texts

/// Puts the grades of a class into a file that a learning platform has handed out, and will take back.
public struct GradeExport: Sendable {
  /// Whose file it is.
  public enum Platform: String, CaseIterable, Sendable {
    /// The grading worksheet of an assignment.
    case moodle
    /// The gradebook of a course.
    case canvas
    /// The full grade centre, to work offline.
    case blackboard
  }

  /// What has come of it.
  public struct Outcome: Sendable {
    /// The files that were written.
    public var files: [String] = []
    /// How many rows have got a grade.
    public var filled = 0
    /// What should be known, such as whose row is missing.
    public var remarks: [String] = []
    /// Whether somebody's grade found no row.
    public var isIncomplete = false
  }

  private let folder: String
  private let reports: [StudentReport]

  /// Reads the grades of a class.
  ///
  /// - Parameter folder: what `gradus class` has written.
  /// - Throws: `ClassError` when there are none.
  public init(grades folder: String) throws {
    self.folder = folder
    reports = try ClassMerge.reports(in: folder)
  }

  /// Fills in a platform's file; the file itself stays as it is.
  ///
  /// - Parameters:
  ///   - path: the platform's file.
  ///   - column: which of its columns, where there are several; not for Moodle.
  ///   - ofLabs: whether the labs' points are wanted, not those of the exercises.
  ///   - output: the folder for what is written.
  /// - Throws: `ClassError` where the file doesn't fit. Nothing is written then.
  public func fill(
    _ path: String, of platform: Platform, column: String? = nil, ofLabs: Bool = false,
    into output: String
  ) throws -> Outcome {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ClassError("the file \(path) can't be read")
    }
    var outcome = Outcome()
    let sheet = try Self.sheet(data, path, platform, column)
    let rows = try rows(of: sheet)
    var table = sheet.table
    for (row, report) in rows {
      guard reports[report].hasGrade else { continue }
      guard !sheet.isLocked(row) else {
        outcome.remarks.append(
          "\(path), line \(table.rows[row].line): the grade can't be changed there")
        continue
      }
      let value = points(value(of: reports[report], outOf: sheet.most(row), ofLabs))
      table.set(sheet.grade, row, to: value)
      if let feedback = sheet.feedback { table.set(feedback, row, to: summary(reports[report])) }
      outcome.filled += 1
    }
    note(without: Set(rows.map(\.report)), path, &outcome)
    let name = (path as NSString).lastPathComponent
    var files = [(name: name, data: table.data())]
    if platform == .moodle { files.append(("feedback.zip", try feedback(rows, sheet))) }
    // All is known to be good by now.
    let target = "\(output)/\(name)"
    guard target.resolved != path.resolved else {
      throw ClassError("\(target) is the platform's own file: choose another folder")
    }
    for file in files {
      try ClassFolder.write(file.data, to: "\(output)/\(file.name)")
      outcome.files.append("\(output)/\(file.name)")
    }
    return outcome
  }

  private static func sheet(
    _ data: Data, _ path: String, _ platform: Platform, _ column: String?
  ) throws -> PlatformSheet {
    switch platform {
    case .moodle: try .moodle(data, path)
    case .canvas: try .canvas(data, path, column)
    case .blackboard: try .blackboard(data, path, column)
    }
  }

  /// Whose rows they are.
  private func rows(of sheet: PlatformSheet) throws -> [(row: Int, report: Int)] {
    var finder = GradeFinder(reports)
    finder.addBlackboard(sheet.blackboardUsers)
    var lines: [Int: [Int]] = [:]
    var result: [(row: Int, report: Int)] = []
    for row in sheet.people {
      guard let report = finder.index(sheet.names(row)) else { continue }
      lines[report, default: []].append(sheet.table.rows[row].line)
      result.append((row, report))
    }
    for (report, lines) in lines where lines.count > max(1, reports[report].members?.count ?? 1) {
      throw ClassError(
        "\(sheet.table.path): lines \(lines.map(String.init).joined(separator: ", ")) are all about "
          + shown(reports[report].title))
    }
    guard !result.isEmpty else {
      throw ClassError("\(sheet.table.path): none of its rows is about anybody in \(folder)")
    }
    return result
  }

  /// The points, where so many can be had on the platform.
  private func value(of report: StudentReport, outOf most: Double?, _ ofLabs: Bool) -> Double {
    let (value, own) =
      ofLabs ? (report.labTotal, report.maxLabTotal) : (report.total, report.maxTotal)
    guard let most, most > 0, own > 0 else { return value }
    return value / own * most
  }

  /// What the student reads beside the grade.
  private func summary(_ report: StudentReport) -> String {
    var parts = report.report.exercises.map { exercise in
      let worth = report.worth(of: exercise)
      return "\(exercise.title): \(points(Double(exercise.score) * worth)) of "
        + points(Double(exercise.maxScore) * worth)
    }
    if let marks = report.writtenMarks, let most = report.maxWrittenMarks {
      parts.append("written questions: \(points(marks)) of \(points(most))")
    }
    if let labs = report.labPoints { parts.append("labs: \(labs)") }
    parts += report.latenessByExercise
    return parts.joined(separator: "; ") + ". Total: \(points(report.total)) of "
      + "\(points(report.maxTotal))."
  }

  private func note(without found: Set<Int>, _ path: String, _ outcome: inout Outcome) {
    let lost = reports.indices.filter { reports[$0].hasGrade && !found.contains($0) }
    guard !lost.isEmpty else { return }
    outcome.isIncomplete = true
    let names = lost.prefix(10).map { shown(reports[$0].title) }.joined(separator: ", ")
    outcome.remarks.append(
      "\(path) has no row for \(names)\(lost.count > 10 ? " and \(lost.count - 10) more" : "")")
  }

  /// Moodle's own folder where the hand-in came in one, or what Moodle would call it.
  private func moodleFolder(of report: StudentReport, _ sheet: PlatformSheet, _ row: Int) -> String
  {
    let mark = "_\(sheet.names(row)[0].text)_assignsubmission_"
    let names = (report.handIns ?? [report.handIn]).map { ($0 as NSString).lastPathComponent }
    let own = names.compactMap { name in
      name.firstRange(of: mark).map { String(name[..<$0.upperBound]) + "file_" }
    }
    return own.first ?? sheet.folder(row)
  }

  /// The students' reports, in folders that are called as Moodle has called theirs.
  private func feedback(_ rows: [(row: Int, report: Int)], _ sheet: PlatformSheet) throws -> Data {
    var zip = ZipWriter()
    for (row, index) in rows where reports[index].hasGrade {
      let report = reports[index]
      let page = "\(folder)/students/\(ClassFolder.fileName(for: report.student))/report.html"
      guard let data = FileManager.default.contents(atPath: page) else {
        throw ClassError("\(page) can't be read")
      }
      let date = report.date ?? Date(timeIntervalSince1970: 1_577_836_800)
      try zip.add("\(moodleFolder(of: report, sheet, row))/report.html", data, date: date)
    }
    return zip.archive()
  }
}
