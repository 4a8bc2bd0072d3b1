import Foundation
import Texts

/// The marks of written questions, as a person enters them in a spreadsheet: `marks.csv`.
public enum Marks {
  static let columns = [
    "student", "exercise", "question", "answer", "marks available", "marks", "comment",
  ]

  /// The columns without which nothing can be read.
  static let needed = ["student", "exercise", "question", "marks"]

  /// The file to fill in: a row for each student and question, with the marks given so far.
  public static func text(_ reports: [StudentReport]) -> String { text(reports, MarkSheet()) }

  /// The same, with what else stands in a file: columns of other people's, and rows of students who have
  /// no hand-in any more.
  static func text(_ reports: [StudentReport], _ sheet: MarkSheet) -> String {
    let rows = reports.flatMap { report in
      report.questions.map { question in
        let key = MarkSheet.Key(
          student: report.student,
          question: .init(exercise: question.exercise, heading: question.heading))
        return [
          CSV.guarded(report.student), CSV.guarded(question.exercise),
          CSV.guarded(question.heading),
          CSV.guarded(shortened(shown(firstLine(question.answer)), to: 200)),
          question.maxMarks > 0 ? points(question.maxMarks) : "",
          question.marks.map { points($0) } ?? "", CSV.guarded(question.comment),
        ] + sheet.others.map { sheet.entries[key]?.others[$0] ?? "" }
      }
    }
    let strangers = sheet.strangers.map { stranger in
      (columns + sheet.others).map { stranger.cells[$0] ?? "" }
    }
    // Those of another part of the class, which several machines grade.
    let present = Set(reports.map(\.student))
    let elsewhere = sheet.entries.filter { !present.contains($0.key.student) && !$0.value.isBlank }
      .map { key, entry in
        [
          CSV.guarded(key.student), CSV.guarded(key.question.exercise),
          CSV.guarded(key.question.heading), "", "", entry.marks.map { points($0) } ?? "",
          CSV.guarded(entry.comment ?? ""),
        ] + sheet.others.map { entry.others[$0] ?? "" }
      }
      .sorted { $0.lexicographicallyPrecedes($1) }
    return CSV.text([columns + sheet.others] + rows + elsewhere + strangers)
  }

  /// Says why no marks were taken: every line that is wrong, up to ten.
  public struct Failure: Error, CustomStringConvertible {
    /// A sentence for each.
    public let description: String
  }

  /// Reads a file, as any spreadsheet has saved it.
  ///
  /// - Parameters:
  ///   - reports: who was asked what.
  ///   - aliases: other names of students, such as those of their earlier attempts.
  ///   - isOwn: whether the kit has written it: then the marks available may be those of another day.
  ///   - unused: exercises that the course doesn't use; their rows are kept.
  static func read(
    _ data: Data, path: String, for reports: [StudentReport], aliases: [String: String] = [:],
    isOwn: Bool = false, unused: Set<String> = []
  ) throws -> MarkSheet {
    let names = reports.map(\.student).filter { $0.utf8.contains { $0 > 127 } }
    guard let text = PlainText.read(data, otherwise: { text(inCodePage: $0, with: names) }) else {
      throw Failure(description: "\(path) isn't a text: save it as \"CSV UTF-8\"")
    }
    do {
      let rows = try CSV.rows(of: repaired(text), with: needed)
      var reader = try MarksReader(
        path: path, rows: rows, reports: reports, aliases: aliases, isOwn: isOwn, unused: unused)
      return try reader.result()
    } catch let problem as CSV.Problem {
      throw Failure(description: "\(path), line \(problem.line): \(problem.reason)")
    }
  }

  /// A text in one of the code pages that spreadsheets use: the one in which the most names are read.
  private static func text(inCodePage bytes: [UInt8], with names: [String]) -> String? {
    let others: [String.Encoding] = [
      .windowsCP1250, .macOSRoman, .windowsCP1254, .windowsCP1251, .windowsCP1253,
    ]
    let texts =
      [PlainText.codePage1252(bytes)].compactMap { $0 }
      + others.compactMap { String(data: Data(bytes), encoding: $0) }
    let counts = texts.map { text in names.count { text.contains($0) } }
    return zip(texts, counts).first { $1 == counts.max() }?.0
  }

  /// A text as it was before a program took its UTF-8 for code page 1252 and wrote UTF-8 again.
  private static func repaired(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "ÂÃâÅ".unicodeScalars.contains($0) }) else {
      return text
    }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let upper = PlainText.upper1252.firstIndex(of: scalar), scalar != "\u{FFFD}" {
        bytes.append(UInt8(0x80 + upper))
      } else if scalar.value < 0x100 {
        bytes.append(UInt8(scalar.value))
      } else {
        return text
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
