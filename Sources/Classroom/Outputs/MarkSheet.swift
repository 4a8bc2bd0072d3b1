import Foundation

/// The marks of a class's written questions, as files have them.
struct MarkSheet: Equatable {
  /// A question of an exercise.
  struct Question: Hashable {
    let exercise: String
    let heading: String
  }

  /// A question that a student was asked.
  struct Key: Hashable {
    let student: String
    let question: Question
  }

  /// What a person has entered for one student's answer.
  struct Entry: Equatable {
    var marks: Double?
    var comment: String?
    /// The cells of columns that aren't ours, by the column.
    var others: [String: String] = [:]

    var isBlank: Bool {
      marks == nil && comment?.isEmpty ?? true && others.values.allSatisfy(\.isEmpty)
    }
  }

  /// A row of somebody who has no hand-in, or of an exercise that the course doesn't use, as it stands in
  /// the file: cells by their columns.
  struct Stranger: Equatable {
    let student: String
    var isUnused = false
    var cells: [String: String]
  }

  var entries: [Key: Entry] = [:]
  /// The marks to be had for questions of which the kit doesn't know them.
  var available: [Question: Double] = [:]
  /// The columns that aren't ours, in their order.
  var others: [String] = []
  var strangers: [Stranger] = []
  /// What a reader has noticed.
  var notes: [String] = []

  /// What should be said about it.
  var remarks: [String] {
    let unused = Set(strangers.filter(\.isUnused).compactMap { $0.cells["exercise"] }).sorted()
    return notes + strangersRemark
      + (unused.isEmpty
        ? []
        : [
          "this course doesn't use \(unused.joined(separator: ", ")): the marks there stay in marks.csv "
            + "and don't count"
        ])
  }

  private var strangersRemark: [String] {
    let names = Set(strangers.filter { !$0.isUnused }.map(\.student)).sorted()
    if names.isEmpty { return [] }
    let shown = names.prefix(10).map { "\"\(shortened(harmless($0, limit: 80), to: 80))\"" }
    return [
      "the marks of \(shown.joined(separator: ", "))"
        + (names.count > 10 ? " and \(names.count - 10) more" : "")
        + " have no hand-in: they stay in marks.csv and count for nobody"
    ]
  }

  /// The questions that count in everybody's total: somebody has marks for them.
  var counting: Set<Question> {
    Set(entries.filter { $0.value.marks != nil }.map(\.key.question))
  }

  /// Takes another file's marks too; where both have some, the other's count.
  mutating func merge(_ newer: MarkSheet) {
    entries.merge(newer.entries) { old, new in
      Entry(
        marks: new.marks ?? old.marks,
        comment: new.comment?.isEmpty ?? true ? old.comment ?? new.comment : new.comment,
        others: old.others.merging(new.others) { $1.isEmpty ? $0 : $1 })
    }
    available.merge(newer.available) { $1 }
    others += newer.others.filter { !others.contains($0) }
    strangers += newer.strangers.filter { !strangers.contains($0) }
    notes += newer.notes
  }

  /// Where several people have given other marks, or other comments, for one answer, in words.
  static func conflicts(_ sheets: [(path: String, sheet: MarkSheet)]) -> [String] {
    var given: [Key: [(path: String, entry: Entry)]] = [:]
    for (path, sheet) in sheets {
      for (key, entry) in sheet.entries { given[key, default: []].append((path, entry)) }
    }
    return given.compactMap { key, entries -> String? in
      let marks = entries.compactMap { path, entry in entry.marks.map { (path: path, marks: $0) } }
      let comments = entries.filter { !($0.entry.comment ?? "").isEmpty }
      var what = ""
      if Set(marks.map(\.marks)).count > 1 {
        what = marks.map { "\(points($0.marks)) in \($0.path)" }.joined(separator: ", ")
      } else if Set(comments.map(\.entry.comment)).count > 1 {
        what = "other comments in \(comments.map(\.path).joined(separator: ", "))"
      }
      let answer = "\(key.student), \(key.question.exercise), \(key.question.heading)"
      return what.isEmpty ? nil : "\(harmless(answer, limit: 300)): \(what)"
    }.sorted()
  }

  /// A grade with its marks.
  ///
  /// A question counts in everybody's total once somebody has marks for it: who has none by then
  /// has none of its marks. A row that isn't there, or whose marks are empty, changes no marks.
  func applied(to report: StudentReport) -> StudentReport {
    let counting = counting
    var report = report
    for index in report.questions.indices {
      let question = report.questions[index]
      let key = Question(exercise: question.exercise, heading: question.heading)
      if let entry = entries[Key(student: report.student, question: key)] {
        if let marks = entry.marks { report.questions[index].marks = marks }
        if let comment = entry.comment { report.questions[index].comment = comment }
      }
      if question.maxMarks == 0, let stated = available[key] {
        report.questions[index].maxMarks = stated
      }
      if counting.contains(key) { report.questions[index].counts = true }
    }
    return report
  }
}
