import Foundation

/// The marks of written questions, as a person enters them in a spreadsheet: `marks.csv`.
public enum Marks {
  static let columns = [
    "student", "exercise", "question", "answer", "marks available", "marks", "comment",
  ]

  /// The file to fill in: a row for each student and question, with the marks given so far.
  public static func text(_ reports: [StudentReport]) -> String {
    CSV.text(
      [columns]
        + reports.flatMap { report in
          report.questions.map { question in
            [
              CSV.guarded(report.student), CSV.guarded(question.exercise),
              CSV.guarded(question.heading),
              CSV.guarded(shortened(firstLine(question.answer), to: 200)),
              question.maxMarks > 0 ? points(question.maxMarks) : "",
              question.marks.map { points($0) } ?? "", CSV.guarded(question.comment),
            ]
          }
        })
  }

  /// The file's content: UTF-8.
  public static func data(_ reports: [StudentReport]) -> Data { Data(text(reports).utf8) }

  /// Says why no marks were taken: every line that is wrong, up to ten.
  public struct Failure: Error, CustomStringConvertible {
    /// A sentence for each.
    public let description: String
  }

  /// Takes the marks of a file into the grades: all of them, or none if anything in it is wrong.
  ///
  /// A question counts in everybody's total once somebody has marks for it: who has none by then
  /// has none of its marks. A row that isn't there, or whose marks are empty, changes no marks.
  ///
  /// - Parameter path: the file, as an error should name it.
  public static func apply(
    _ data: Data, path: String = "marks.csv", to reports: [StudentReport]
  ) throws -> [StudentReport] {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(description: "\(path) isn't UTF-8: save it as \"CSV UTF-8\"")
    }
    do {
      var reader = try MarksReader(path: path, rows: CSV.rows(of: text), reports: reports)
      return try reader.result()
    } catch let problem as CSV.Problem {
      throw Failure(description: "\(path), line \(problem.line): \(problem.reason)")
    }
  }

  /// Reads the file and takes its marks into the grades.
  public static func apply(contentsOf file: URL, to reports: [StudentReport]) throws
    -> [StudentReport]
  {
    try apply(Data(contentsOf: file), path: file.path, to: reports)
  }
}
