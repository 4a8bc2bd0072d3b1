import Foundation

/// Goes through the rows of a marks file and collects what is wrong with them.
struct MarksReader {
  private let path: String
  private var rows: ArraySlice<CSV.Row>
  private var reports: [StudentReport]
  private var places: [Key: (report: Int, question: Int)] = [:]
  private var students: Set<String> = []
  private var exercises: Set<String> = []
  private var column: [String: Int] = [:]
  private var width = 0
  private var seen: [Key: Int] = [:]
  /// The marks available of questions for which the kit has no guide, and the line that said so.
  private var available: [Question: (marks: Double, line: Int)] = [:]
  private var problems: [String] = []

  private struct Question: Hashable {
    let exercise: String
    let heading: String
  }

  private struct Key: Hashable {
    let student: String
    let question: Question
  }

  init(path: String, rows: [CSV.Row], reports: [StudentReport]) throws {
    self.path = path
    self.rows = rows[...]
    self.reports = reports
    for (index, report) in reports.enumerated() {
      students.insert(report.student)
      for (number, question) in report.questions.enumerated() {
        exercises.insert(question.exercise)
        let key = Key(
          student: report.student,
          question: Question(exercise: question.exercise, heading: question.heading))
        guard places.updateValue((index, number), forKey: key) == nil else {
          throw Marks.Failure(
            description:
              "two hand-ins are called \(quoted(report.student)): marks can't tell them apart")
        }
      }
    }
    try readHeader()
  }

  /// The grades with all the marks.
  mutating func result() throws -> [StudentReport] {
    for row in rows { read(row) }
    guard problems.isEmpty else {
      let rest = problems.count > 10 ? ["… and \(problems.count - 10) more"] : []
      throw Marks.Failure(
        description: (problems.prefix(10) + rest).joined(separator: "\n"))
    }
    complete()
    return reports
  }

  private mutating func readHeader() throws {
    guard let header = rows.popFirst() else {
      throw Marks.Failure(description: "\(path), line 1: the header is missing")
    }
    let names = header.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    for (index, name) in names.enumerated() {
      guard column.updateValue(index, forKey: name) == nil else {
        throw Marks.Failure(
          description: "\(path), line \(header.line): the column \"\(name)\" stands there twice")
      }
    }
    let missing = ["student", "exercise", "question", "marks"].filter { column[$0] == nil }
    guard missing.isEmpty else {
      let separators = names.count == 1 && names[0].contains(";") ? "; separate with commas" : ""
      throw Marks.Failure(
        description: "\(path), line \(header.line): no column "
          + missing.map { "\"\($0)\"" }.joined(separator: ", ") + separators)
    }
    width = names.count
  }

  private mutating func read(_ row: CSV.Row) {
    guard row.cells.count == width else {
      return complain(row, "\(row.cells.count) cells, but the header has \(width)")
    }
    guard row.cells.contains(where: { !$0.isEmpty }) else { return }
    let question = Question(exercise: cell("exercise", row), heading: cell("question", row))
    let key = Key(student: cell("student", row), question: question)
    guard let place = places[key] else { return complain(row, unknown(key)) }
    if let first = seen.updateValue(row.line, forKey: key) {
      return complain(
        row, "\(quoted(key.student)) has marks for \(quoted(question.heading)) in line \(first) too"
      )
    }
    guard let limit = limit(row, question, place) else { return }
    if let marks = number("marks", row) {
      guard marks <= limit else {
        return complain(
          row,
          limit == 0
            ? "marks \(quoted(cell("marks", row))), but \"marks available\" is empty"
            : "marks \(quoted(cell("marks", row))), but at most \(points(limit)) can be given")
      }
      reports[place.report].questions[place.question].marks = marks
    }
    if column["comment"] != nil {
      reports[place.report].questions[place.question].comment = cell("comment", row)
    }
  }

  private func unknown(_ key: Key) -> String {
    if !students.contains(key.student) { return "there is no student \(quoted(key.student))" }
    if !exercises.contains(key.question.exercise) {
      return "there is no exercise \(quoted(key.question.exercise)) with written questions"
    }
    return "\(key.question.exercise) has no question \(quoted(key.question.heading))"
  }

  /// The marks to be had: the guide's, or where there is none the file's, the same in all rows.
  private mutating func limit(
    _ row: CSV.Row, _ question: Question, _ place: (report: Int, question: Int)
  ) -> Double? {
    let known = reports[place.report].questions[place.question].maxMarks
    let before = problems.count
    let stated = number("marks available", row)
    guard problems.count == before else { return nil }
    guard let stated else { return known > 0 ? known : available[question]?.marks ?? 0 }
    let text = quoted(cell("marks available", row))
    if known > 0 {
      if abs(stated - known) < 0.005 { return known }
      complain(row, "marks available \(text), but the marking guide has \(points(known))")
      return nil
    }
    if let other = available[question], other.marks != stated {
      complain(row, "marks available \(text), but line \(other.line) has \(points(other.marks))")
      return nil
    }
    available[question] = available[question] ?? (stated, row.line)
    return stated
  }

  /// A number that isn't negative; nil if the cell is empty or, after a complaint, not a number.
  private mutating func number(_ name: String, _ row: CSV.Row) -> Double? {
    let text = cell(name, row).trimmingCharacters(in: .whitespaces)
    if text.isEmpty { return nil }
    // Double itself would take "nan", "inf" and "0x1p3" too.
    let isPlain = text.utf8.count < 12 && text.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
    if isPlain, let value = Double(text) { return value }
    let isComma = Double(text.replacing(",", with: ".")) != nil
    let advice =
      text.hasPrefix("-")
      ? " of at least 0" : text.contains(",") && isComma ? ": write a point, not a comma" : ""
    complain(row, "\(name) \(quoted(text)) is not a number\(advice)")
    return nil
  }

  /// Makes the questions with marks count for everybody.
  private mutating func complete() {
    let marked = Set(
      reports.flatMap(\.questions).filter { $0.marks != nil }.map {
        Question(exercise: $0.exercise, heading: $0.heading)
      })
    for report in reports.indices {
      for index in reports[report].questions.indices {
        let question = reports[report].questions[index]
        let name = Question(exercise: question.exercise, heading: question.heading)
        if question.maxMarks == 0, let stated = available[name] {
          reports[report].questions[index].maxMarks = stated.marks
        }
        if marked.contains(name) { reports[report].questions[index].counts = true }
      }
    }
  }

  private func cell(_ name: String, _ row: CSV.Row) -> String {
    column[name].map { CSV.unguarded(row.cells[$0]) } ?? ""
  }

  /// A value for a message: on one line, and not too long.
  private func quoted(_ text: String) -> String {
    "\"\(shortened(harmless(text.replacing("\n", with: " "), limit: 80), to: 80))\""
  }

  private mutating func complain(_ row: CSV.Row, _ reason: String) {
    problems.append("\(path), line \(row.line): \(reason)")
  }
}
