import Curriculum
import Foundation

/// The written questions of an exercise: what a student wrote, and what a marking guide says.
public enum WrittenAnswers {
  /// What is written under one heading.
  public struct Answer: Sendable, Equatable {
    /// The question's heading, without the points that may stand behind it.
    public let heading: String
    /// The student's own text; empty if there is none.
    public let text: String
  }

  /// What a marking guide says of one question.
  public struct Guide: Sendable, Equatable {
    /// The question's heading, without the points that may stand behind it.
    public let heading: String
    /// The marks to be had; 0 if the guide doesn't say.
    public let marks: Double
    /// The model answer and the marking, as they stand there.
    public let text: String
  }

  /// What a student wrote, question by question.
  ///
  /// - Parameters:
  ///   - text: the student's `Answers.md`.
  ///   - template: the file as it was handed out. Its headings are the questions, and its lines
  ///     aren't taken for the student's. Without it, only what stands below "Your answer" is.
  public static func answers(in text: String, template: String?) -> [Answer] {
    guard let template else {
      return sections(of: text, headings: nil).map {
        Answer(heading: $0.heading, text: belowMark($0.lines))
      }
    }
    let questions = sections(of: template, headings: nil)
    let written = sections(of: text, headings: Set(questions.map(\.heading)))
    return questions.map { question in
      let lines = written.filter { $0.heading == question.heading }.flatMap(\.lines)
      return Answer(heading: question.heading, text: own(lines, beside: question.lines))
    }
  }

  /// What a marking guide says, question by question.
  public static func guide(in text: String) -> [Guide] {
    let parts = sections(of: text, headings: nil)
    let introduction = text.components(separatedBy: "\n## ").first ?? ""
    let each = number(in: introduction, matching: /([0-9.]+½?|½) for each question/)
    return parts.map { part in
      let body = part.lines.joined(separator: "\n")
      let marks =
        number(in: part.title, matching: points) ?? number(in: body, matching: marking) ?? each
      return Guide(
        heading: part.heading, marks: marks ?? 0,
        text: body.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// The questions of an exercise with a student's answers.
  ///
  /// - Parameters:
  ///   - text: the student's `Answers.md`, if there is one.
  ///   - template: the file as it was handed out.
  ///   - guide: the marking guide; a student edition has none.
  public static func questions(
    of exercise: Exercise, answers text: String?, template: String, guide: String?
  ) -> [WrittenQuestion] {
    let marks = Dictionary(
      self.guide(in: guide ?? "").map { ($0.heading, $0.marks) }, uniquingKeysWith: { a, _ in a })
    return answers(in: text ?? "", template: template).map {
      WrittenQuestion(
        exercise: exercise.id, heading: $0.heading, answer: $0.text,
        maxMarks: marks[$0.heading] ?? 0)
    }
  }

  private struct Section {
    let title: String
    var lines: [String] = []
    var heading: String { plainHeading(title) }
  }

  /// The text below each heading of the second level.
  ///
  /// - Parameter headings: the only ones that count, if given. What a student sets as a heading in an
  ///   answer is a part of it.
  private static func sections(of text: String, headings: Set<String>?) -> [Section] {
    var sections: [Section] = []
    for line in text.replacing("\r\n", with: "\n").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      let title =
        line.hasPrefix("## ") ? line.dropFirst(3).trimmingCharacters(in: .whitespaces) : ""
      if !title.isEmpty, headings?.contains(plainHeading(title)) ?? true {
        sections.append(Section(title: title))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(String(line))
      }
    }
    return sections
  }

  private static var points: Regex<(Substring, Substring)> {
    /\(([0-9.]+½?|½) (?:points?|marks?)\)\s*$/
  }

  private static var marking: Regex<(Substring, Substring)> {
    /[Mm]arking \(([0-9.]+½?|½) (?:points?|marks?)\)/
  }

  private static func plainHeading(_ title: String) -> String {
    title.replacing(points, with: "").trimmingCharacters(in: .whitespaces)
  }

  private static func number(in text: String, matching regex: Regex<(Substring, Substring)>)
    -> Double?
  {
    guard let found = text.firstMatch(of: regex)?.1 else { return nil }
    let half = found.hasSuffix("½") ? 0.5 : 0
    let whole = found.replacing("½", with: "")
    return whole.isEmpty ? half : Double(whole).map { $0 + half }
  }

  private static func isMark(_ line: String) -> Bool {
    line.trimmingCharacters(in: .whitespaces).wholeMatch(of: /[*_]*Your answer:?[*_]*:?/) != nil
  }

  private static func isBlank(_ line: String) -> Bool {
    line.replacing("&nbsp;", with: "").allSatisfy(\.isWhitespace)
  }

  private static func belowMark(_ lines: [String]) -> String {
    guard let mark = lines.firstIndex(where: isMark) else { return "" }
    return tidy(lines[(mark + 1)...].filter { !isMark($0) })
  }

  /// The lines that weren't there before, with the parts of the question that they belong to.
  private static func own(_ lines: [String], beside question: [String]) -> String {
    let given = Set(question.map { $0.trimmingCharacters(in: .whitespaces) })
    let hasParts = question.count(where: isMark) > 1
    var result: [String] = []
    var part: String?
    for line in lines {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if isMark(line) { continue }
      if isBlank(line) {
        result.append("")
      } else if given.contains(trimmed) {
        if hasParts, let label = trimmed.firstMatch(of: /^\**\(?([a-z])\)\**\s/)?.1 {
          part = "(\(label))"
        }
      } else {
        if let label = part { result += ["", label] }
        part = nil
        result.append(line)
      }
    }
    return tidy(result)
  }

  /// Without blank lines at both ends, and never two of them together.
  private static func tidy(_ lines: [String]) -> String {
    lines.map { isBlank($0) ? "" : $0.replacing("&nbsp;", with: " ") }.joined(separator: "\n")
      .replacing(/\n\n\n+/, with: "\n\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
