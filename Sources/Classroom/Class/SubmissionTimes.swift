import Curriculum
import Foundation
import Texts

/// When hand-ins came in, as a learning platform says it: a table, or Gradescope's
/// `submission_metadata.yml`. It counts before all dates of files.
///
///     student,time,exercise
///     ada,2026-11-21 00:10 +0100,
///     bob,2026-11-20 18:00,huber-regression
struct SubmissionTimes: Sendable, Equatable {
  private var whole: [String: Date] = [:]
  private var single: [String: [String: Date]] = [:]
  /// What should be said about it, such as that nobody has handed in what a row is about.
  private(set) var remarks: [String] = []

  /// No times.
  init() {}

  /// Reads a table with the columns "student" and "time", and perhaps "exercise".
  ///
  /// - Parameters:
  ///   - zone: where the clock stands of times without a zone.
  ///   - path: the file, as an error should name it.
  /// - Throws: `ClassError` that names the first line that can't be read.
  init(_ data: Data, path: String, names: StudentNames, zone: TimeZone) throws {
    guard let text = PlainText.read(data) else { throw ClassError("\(path) isn't a text") }
    var rows: [CSV.Row]
    do { rows = try CSV.rows(of: text, with: ["student", "time"]) } catch {
      throw ClassError("\(path), line \(error.line): \(error.reason)")
    }
    let header = rows.isEmpty ? [] : rows.removeFirst().cells.map(CSV.name)
    guard let student = header.firstIndex(of: "student"), let time = header.firstIndex(of: "time")
    else { throw ClassError("\(path), line 1: it needs the columns \"student\" and \"time\"") }
    let exercise = header.firstIndex(of: "exercise")
    var strangers: [String] = []
    for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
      func cell(_ index: Int?) -> String {
        index.flatMap { row.cells.indices.contains($0) ? CSV.unguarded(row.cells[$0]) : nil } ?? ""
      }
      func wrong(_ words: String) -> ClassError {
        ClassError("\(path), line \(row.line): \(words)")
      }
      guard let date = WrittenTime(cell(time))?.moment(otherwise: zone) else {
        throw wrong(
          "\"\(shown(cell(time), limit: 80))\" is not a time such as 2026-11-20 23:59 +0100")
      }
      let id = cell(exercise).trimmingCharacters(in: .whitespaces)
      guard id.isEmpty || Exercise.all.contains(where: { $0.id == id }) else {
        throw wrong("there is no exercise \"\(shown(id, limit: 80))\"")
      }
      guard let owner = names.student(cell(student)) else {
        strangers.append(shown(cell(student), limit: 80))
        continue
      }
      if id.isEmpty { whole[owner] = date } else { single[owner, default: [:]][id] = date }
    }
    note(strangers, path)
  }

  /// Reads Gradescope's list of hand-ins: below each name, when it was made.
  init(gradescope text: String, names: StudentNames) {
    var student: String?
    for line in PlainText.lines(text) {
      if let found = line.wholeMatch(of: /([^\s#:][^:]*):\s*/) {
        student = names.student(String(found.1))
      } else if let found = line.wholeMatch(of: /\s+:?created_at:\s*(.+)/), let student,
        // Those of earlier attempts come after it.
        whole[student] == nil,
        let date = WrittenTime(String(found.1))?.moment(otherwise: .gmt)
      {
        whole[student] = date
      }
    }
  }

  private mutating func note(_ strangers: [String], _ path: String) {
    guard !strangers.isEmpty else { return }
    let some = strangers.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
    remarks = [
      "\(path) has times of \(some)\(strangers.count > 10 ? " and others" : ""), who have no hand-in"
    ]
  }

  /// Takes other times too; they count first.
  mutating func merge(_ other: SubmissionTimes) {
    whole.merge(other.whole) { $1 }
    single.merge(other.single) { $0.merging($1) { $1 } }
    remarks += other.remarks
  }

  /// When a student has handed in an exercise; nil if nothing is said about it.
  func date(of exercise: String, by student: String) -> Date? {
    single[student]?[exercise] ?? whole[student]
  }
}
