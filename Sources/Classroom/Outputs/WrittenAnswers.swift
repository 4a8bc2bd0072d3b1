import Curriculum
import Foundation
import Grading

/// The written questions of one exercise or lab: reads what students wrote, and what a marking guide says.
public struct WrittenAnswers: Sendable {
  /// What stands for the exercise or the lab.
  let id: String
  private let template: [Section]
  private let headings: Set<String>
  private let marks: [String: Double]
  /// What the marking guide says, question by question; empty in a student edition.
  public let guide: [Guide]

  /// What a marking guide says of one question.
  public struct Guide: Sendable, Equatable {
    /// The question's heading, without the points that may stand behind it.
    public let heading: String
    /// The marks to be had; 0 if the guide doesn't say.
    public let marks: Double
    /// The model answer and the marking, as they stand there.
    public let text: String
    /// The line of the guide in which the text begins, from 1.
    var line = 1
  }

  /// The questions of an exercise.
  ///
  /// - Parameters:
  ///   - template: `Answers.md` as it was handed out. Its headings are the questions, and its lines
  ///     aren't taken for a student's.
  ///   - guide: the marking guide; a student edition has none.
  public init(exercise: Exercise, template: String, guide: String?) {
    self.init(id: exercise.id, template: template, guide: guide)
  }

  /// The questions of whatever has this id.
  init(id: String, template: String, guide: String?) {
    self.id = id
    self.template = Section.all(in: template, headings: nil)
    headings = Set(self.template.map(\.heading))
    self.guide = Self.guide(in: guide ?? "")
    marks = Dictionary(
      self.guide.map { ($0.heading, $0.marks) }, uniquingKeysWith: { first, _ in first })
  }

  /// The questions with a student's answers.
  ///
  /// - Parameter text: the student's `Answers.md`, if there is one.
  /// - Returns: a question for each heading of the template, in its order.
  public func questions(answers text: String?) -> [WrittenQuestion] {
    let written = text.map { Section.all(in: $0, headings: headings) } ?? []
    return template.map { question in
      let lines = written.filter { $0.heading == question.heading }.flatMap(\.lines)
      return WrittenQuestion(
        exercise: id, heading: question.heading,
        answer: Self.own(lines, beside: question), maxMarks: marks[question.heading] ?? 0)
    }
  }

  /// The student's own lines, with the parts of the question that they belong to.
  private static func own(_ lines: [String], beside question: Section) -> String {
    var result: [String] = []
    var part: String?
    for line in lines {
      let trimmed = trimmed(line)
      if AnswerSheet.isMark(trimmed) { continue }
      if AnswerSheet.isBlank(trimmed) {
        result.append("")
      } else if question.given.contains(trimmed) {
        part = question.hasParts ? AnswerSheet.label(of: trimmed) ?? part : nil
      } else {
        if let part { result += ["", part] }
        part = nil
        result.append(line.replacingOccurrences(of: "&nbsp;", with: " "))
      }
    }
    return tidy(result)
  }

  /// Without blank lines at both ends, and never two of them together.
  private static func tidy(_ lines: [String]) -> String {
    var result: [String] = []
    for line in lines where !(line.isEmpty && result.last?.isEmpty ?? true) { result.append(line) }
    return result.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func trimmed(_ line: String) -> String {
    line.trimmingCharacters(in: .whitespaces)
  }

  /// A heading and what stands below it.
  private struct Section {
    let title: String
    let heading: String
    /// The line below the heading, from 1.
    let line: Int
    var lines: [String] = []
    /// The lines without the blanks around them.
    var given: Set<String> = []
    /// Whether each part of the question has its own place for an answer.
    var hasParts = false

    /// The text below each heading of the second level.
    ///
    /// - Parameter headings: the only ones that count, if given. What a student sets as a heading in
    ///   an answer is a part of it.
    static func all(in text: String, headings: Set<String>?) -> [Section] {
      var sections: [Section] = []
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (number, line) in lines.enumerated() {
        if line.hasPrefix("## ") {
          let title = trimmed(String(line.dropFirst(3)))
          let heading = plain(title)
          if headings?.contains(heading) ?? true {
            sections.append(Section(title: title, heading: heading, line: number + 2))
            continue
          }
        }
        if !sections.isEmpty { sections[sections.count - 1].lines.append(String(line)) }
      }
      guard headings == nil else { return sections }
      return sections.map { section in
        var section = section
        section.given = Set(section.lines.map(trimmed))
        section.hasParts = section.lines.count(where: AnswerSheet.isMark) > 1
        return section
      }
    }

    private static func plain(_ title: String) -> String {
      guard title.hasSuffix(")") else { return title }
      return trimmed(title.replacing(points, with: ""))
    }
  }
}

extension WrittenAnswers {
  /// What a marking guide says, question by question.
  ///
  /// The marks stand behind the heading, "(4 points)", or before the marking, "Marking (4 points)", or
  /// in the introduction, "5 for each question".
  static func guide(in text: String) -> [Guide] {
    let introduction = text.components(separatedBy: "\n## ")[0]
    let each = number(in: introduction, matching: /([0-9.]+½?|½) for each question/)
    return Section.all(in: text, headings: nil).map { section in
      let blank = section.lines.prefix { trimmed($0).isEmpty }.count
      let body = section.lines.joined(separator: "\n")
      let marks =
        number(in: section.title, matching: points) ?? number(in: body, matching: marking) ?? each
      return Guide(
        heading: section.heading, marks: marks ?? 0,
        text: body.trimmingCharacters(in: .whitespacesAndNewlines), line: section.line + blank)
    }
  }

  private static var points: Regex<(Substring, Substring)> {
    /\(([0-9.]+½?|½) (?:points?|marks?)\)\s*$/
  }

  private static var marking: Regex<(Substring, Substring)> {
    /[Mm]arking \(([0-9.]+½?|½) (?:points?|marks?)\)/
  }

  private static func number(in text: String, matching regex: Regex<(Substring, Substring)>)
    -> Double?
  {
    guard let found = text.firstMatch(of: regex)?.1 else { return nil }
    let half = found.hasSuffix("½") ? 0.5 : 0
    let whole = found.replacing("½", with: "")
    return whole.isEmpty ? half : Double(whole).map { $0 + half }
  }
}
