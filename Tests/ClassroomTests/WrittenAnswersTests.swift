import Curriculum
import Foundation
import Testing

@testable import Classroom

@Suite("Written answers")
struct WrittenAnswersTests {
  private let template = """
    # 4 · Huber regression: written questions

    ## DL 2.2 (4 points)

    **(a)** Derive it.

    **Your answer**

    &nbsp;

    &nbsp;

    ## Question 2 (DL 2.3) · Parts

    a) First?

    *Your answer:*

    &nbsp;

    b) Second?

    Your answer:

    """

  private func answers(_ text: String?, guide: String? = nil) -> [WrittenQuestion] {
    WrittenAnswers(exercise: .huberRegression, template: template, guide: guide)
      .questions(answers: text)
  }

  @Test("An untouched file has every question and no answers")
  func untouched() {
    for text in [template, nil, "", "something else"] {
      #expect(answers(text).map(\.heading) == ["DL 2.2", "Question 2 (DL 2.3) · Parts"])
      #expect(answers(text).map(\.answer) == ["", ""])
    }
  }

  @Test("An answer is what wasn't there before, without blanks around it")
  func answer() {
    let text = template.replacing(
      "**Your answer**\n\n&nbsp;",
      with: "**Your answer**\n\n&nbsp;\nBecause\n\n&nbsp;\n\n  of *this*.\n")
    #expect(answers(text)[0].answer == "Because\n\n  of *this*.")
    #expect(answers(text)[0].exercise == "huber-regression")
    #expect(answers(text)[1].answer == "")
  }

  @Test("Where each part has its own place, the answers are told apart")
  func parts() {
    let text =
      template.replacing("*Your answer:*", with: "*Your answer:*\nOne.")
      + "\nTwo.\r\nThree."
    #expect(answers(text)[1].answer == "(a)\nOne.\n\n(b)\nTwo.\nThree.")
  }

  @Test("A heading of the student's own is a part of the answer")
  func ownHeading() {
    let text = template.replacing(
      "**Your answer**", with: "**Your answer**\n\n## Proof\n\nSo it is.")
    #expect(answers(text)[0].answer == "## Proof\n\nSo it is.")
    #expect(answers(text).count == 2)
  }

  @Test("A student who throws the question away keeps the answer")
  func withoutQuestion() {
    #expect(
      answers("## DL 2.2\nMine.\n## DL 9.9\nAlso mine.")[0].answer == "Mine.\n## DL 9.9\nAlso mine."
    )
  }

  @Test("The guide says what an answer is worth, in each of its three ways")
  func guides() {
    let guide = """
      # Model answers

      10 points: 1½ for each question.

      ## A (4 points)
      Text.
      ## B (DL 2.3)
      **Marking (2.5 points).** One.
      ## C
      Nothing.
      """
    let read = WrittenAnswers.guide(in: guide)
    #expect(read.map(\.heading) == ["A", "B (DL 2.3)", "C"])
    #expect(read.map(\.marks) == [4, 2.5, 1.5])
    #expect(read.map(\.text) == ["Text.", "**Marking (2.5 points).** One.", "Nothing."])
    #expect(answers(nil, guide: "## DL 2.2 (3½ points)").map(\.maxMarks) == [3.5, 0])
    #expect(WrittenAnswers.guide(in: "").isEmpty)
  }

  @Test("The kit's own questions and guides fit together", arguments: Exercise.all)
  func kitFiles(exercise: Exercise) throws {
    let root = try kit.get().root
    func text(_ room: String) -> String? {
      try? String(contentsOfFile: "\(root)/\(room)/\(exercise.folder)/Answers.md", encoding: .utf8)
    }
    let template = try #require(text("Exercises"))
    let guide = text("Solutions")
    let written = WrittenAnswers(exercise: exercise, template: template, guide: guide)
    let questions = written.questions(answers: template)
    #expect(!questions.isEmpty && questions.allSatisfy(\.answer.isEmpty))
    if let guide {
      #expect(written.guide.map(\.heading) == questions.map(\.heading))
      #expect(headings(guide) == headings(template))
      for sheet in [template, guide] {
        #expect(try questions.map(\.maxMarks).reduce(0, +) == total(sheet))
      }
    }
  }

  private func headings(_ sheet: String) -> [String] {
    sheet.components(separatedBy: "\n").filter { $0.hasPrefix("## ") }
  }

  /// "Nine points in total": 9.
  private func total(_ sheet: String) throws -> Double {
    let number = NumberFormatter()
    number.numberStyle = .spellOut
    number.locale = Locale(identifier: "en")
    let word = try #require(sheet.firstMatch(of: /(\w+) points in total/)).1
    return try #require(Double(word) ?? number.number(from: word.lowercased())?.doubleValue)
  }
}
