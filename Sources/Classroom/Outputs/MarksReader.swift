import Foundation

/// Goes through the rows of a marks file and collects what is wrong with them.
struct MarksReader {
  private typealias Question = MarkSheet.Question
  private typealias Key = MarkSheet.Key

  private let path: String
  private var rows: ArraySlice<CSV.Row>
  private let names: StudentNames
  /// The marks to be had for each question of each student.
  private var known: [Key: Double] = [:]
  /// The headings of each exercise, by their letters and digits alone.
  private var headings: [String: [String: Set<String>]] = [:]
  private var column: [String: Int] = [:]
  private var width = 0
  private var seen: [Key: Int] = [:]
  /// The marks available of questions for which the kit has no guide, and the line that said so.
  private var available: [MarkSheet.Question: (marks: Double, line: Int)] = [:]
  private let isOwn: Bool
  private let unused: Set<String>
  /// Questions whose marks available have changed since the file was written.
  private var changed: [MarkSheet.Question: (old: Double, new: Double)] = [:]
  private var sheet = MarkSheet()
  private var problems: [String] = []

  /// - Parameters:
  ///   - reports: who was asked what.
  ///   - aliases: other names of students.
  ///   - isOwn: whether the kit has written the file.
  ///   - unused: exercises that the course doesn't use.
  init(
    path: String, rows: [CSV.Row], reports: [StudentReport], aliases: [String: String] = [:],
    isOwn: Bool = false, unused: Set<String> = []
  ) throws {
    (self.isOwn, self.unused) = (isOwn, unused)
    self.path = path
    self.rows = rows[...]
    names = StudentNames(reports.map(\.student), aliases: aliases)
    for report in reports {
      for question in report.questions {
        headings[question.exercise, default: [:]][Self.plain(question.heading), default: []]
          .insert(question.heading)
        let key = Key(
          student: report.student,
          question: Question(exercise: question.exercise, heading: question.heading))
        guard known.updateValue(question.maxMarks, forKey: key) == nil else {
          throw Marks.Failure(
            description:
              "two hand-ins are called \(quoted(report.student)): marks can't tell them apart")
        }
      }
    }
    try readHeader()
  }

  /// All the marks.
  mutating func result() throws -> MarkSheet {
    // Who is called by another name comes after those who are called by their own.
    let named = rows.map { row in (row, student: cell("student", row)) }
    for (row, name) in named where names.student(name) == name { read(row, of: name) }
    for (row, name) in named where names.student(name) != name { read(row, of: nil) }
    guard problems.isEmpty else {
      let sorted = problems.prefix(10)
      let rest = problems.count > 10 ? ["… and \(problems.count - 10) more"] : []
      throw Marks.Failure(description: (sorted + rest).joined(separator: "\n"))
    }
    sheet.available = available.mapValues(\.marks)
    sheet.notes = changed.map { question, marks in
      "\(question.exercise), \(quoted(question.heading)): the marks available are "
        + "\(points(marks.new)) now, not \(points(marks.old)); marks that were given stay as they are"
    }.sorted()
    return sheet
  }

  private mutating func readHeader() throws {
    guard let header = rows.popFirst() else {
      throw Marks.Failure(description: "\(path), line 1: the header is missing")
    }
    let names = header.cells.map(CSV.name)
    // Spreadsheets save columns that were touched once and are empty now.
    width = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard column.updateValue(index, forKey: name) == nil else {
        throw Marks.Failure(
          description: "\(path), line \(header.line): the column \(quoted(name)) stands there twice"
        )
      }
      if !Marks.columns.contains(name) {
        sheet.others.append(header.cells[index].trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    let missing = Marks.needed.filter { column[$0] == nil }
    guard missing.isEmpty else {
      throw Marks.Failure(
        description: "\(path), line \(header.line): no column "
          + missing.map { "\"\($0)\"" }.joined(separator: ", "))
    }
  }

  /// Reads a row.
  ///
  /// - Parameter student: whose it is; nil where the name isn't exactly somebody's.
  private mutating func read(_ row: CSV.Row, of student: String?) {
    guard row.cells.contains(where: { !$0.isEmpty }) else { return }
    if row.cells.dropFirst(width).contains(where: { !$0.isEmpty }) {
      return complain(row, "\(row.cells.count) cells, but the header has \(width)")
    }
    let name = cell("student", row)
    guard let owner = student ?? names.student(name) else { return keep(row, of: name) }
    let question = question(row)
    let key = Key(student: owner, question: question)
    guard let marksToBeHad = known[key] else {
      if unused.contains(question.exercise) { return keep(row, of: name, isUnused: true) }
      return isBlank(row) ? () : complain(row, unknown(question))
    }
    if let first = seen[key] {
      if isBlank(row) { return }
      guard student != nil else { return keep(row, of: name) }
      return complain(
        row, "\(quoted(owner)) has marks for \(quoted(question.heading)) in line \(first) too")
    }
    seen[key] = row.line
    guard let limit = limit(row, question, marksToBeHad) else { return }
    var entry = MarkSheet.Entry()
    if let marks = number("marks", row) {
      guard marks <= limit else {
        return complain(
          row,
          limit == 0
            ? "marks \(quoted(cell("marks", row))), but \"marks available\" is empty"
            : "marks \(quoted(cell("marks", row))), but at most \(points(limit)) can be given")
      }
      entry.marks = marks
    }
    if column["comment"] != nil { entry.comment = cell("comment", row) }
    for other in sheet.others { entry.others[other] = raw(CSV.name(other), row) }
    sheet.entries[key] = entry
  }

  /// Keeps a row of somebody who has no hand-in, if there is anything in it.
  private mutating func keep(_ row: CSV.Row, of student: String, isUnused: Bool = false) {
    if isBlank(row) { return }
    var cells: [String: String] = [:]
    for name in Marks.columns + sheet.others { cells[name] = raw(CSV.name(name), row) }
    sheet.strangers.append(.init(student: student, isUnused: isUnused, cells: cells))
  }

  /// Whether a person has entered nothing in a row.
  private func isBlank(_ row: CSV.Row) -> Bool {
    (["marks", "comment"] + sheet.others.map(CSV.name)).allSatisfy { raw($0, row).isEmpty }
  }

  /// The question of a row. A heading is known by its letters and digits too: other signs are what
  /// spreadsheets spoil.
  private func question(_ row: CSV.Row) -> MarkSheet.Question {
    let exercise = cell("exercise", row).trimmingCharacters(in: .whitespaces)
    let heading = cell("question", row)
    let alike = headings[exercise]?[Self.plain(heading)] ?? []
    let isKnown = alike.contains(heading) || alike.count != 1
    return Question(exercise: exercise, heading: isKnown ? heading : alike.first ?? heading)
  }

  private static func plain(_ heading: String) -> String {
    String(heading.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  private func unknown(_ question: MarkSheet.Question) -> String {
    headings[question.exercise] == nil
      ? "there is no exercise \(quoted(question.exercise)) with written questions"
      : "\(question.exercise) has no question \(quoted(question.heading))"
  }

  /// The marks to be had: the guide's, or where there is none the file's, the same in all rows.
  private mutating func limit(
    _ row: CSV.Row, _ question: MarkSheet.Question, _ known: Double
  ) -> Double? {
    let before = problems.count
    let stated = number("marks available", row)
    guard problems.count == before else { return nil }
    guard let stated else { return known > 0 ? known : available[question]?.marks ?? 0 }
    let text = quoted(cell("marks available", row))
    if known > 0 {
      if abs(stated - known) < 0.005 { return known }
      if isOwn {
        changed[question] = (stated, known)
        return known
      }
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
  ///
  /// No marks reach a thousand: a comma can only be the sign before the decimals.
  private mutating func number(_ name: String, _ row: CSV.Row) -> Double? {
    let text = cell(name, row).trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return nil }
    let isHalf = text.hasSuffix("½")
    let digits = (isHalf ? String(text.dropLast()) + ".5" : text).replacing(",", with: ".")
    // Double itself would take "nan", "inf" and "0x1p3" too.
    let isPlain =
      digits.utf8.count < 12 && digits.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
    if isPlain, let value = Double(digits) { return value }
    let isDate = text.contains(/^\d+[.\/ -]+(\p{L}|\d)/)
    let advice =
      text.hasPrefix("-")
      ? " of at least 0" : isDate ? ": has the spreadsheet made a date of it?" : ""
    complain(row, "\(name) \(quoted(text)) is not a number\(advice)")
    return nil
  }

  /// A cell as the file has it; empty where the row ends before it.
  private func raw(_ name: String, _ row: CSV.Row) -> String {
    column[name].flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } ?? ""
  }

  private func cell(_ name: String, _ row: CSV.Row) -> String { CSV.unguarded(raw(name, row)) }

  /// A value for a message: on one line, and not too long.
  private func quoted(_ text: String) -> String {
    "\"\(shortened(harmless(text.replacing("\n", with: " "), limit: 80), to: 80))\""
  }

  private mutating func complain(_ row: CSV.Row, _ reason: String) {
    problems.append("\(path), line \(row.line): \(reason)")
  }
}
