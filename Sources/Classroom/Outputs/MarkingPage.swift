import Fingerprints
import Foundation

/// A page on which a person marks the written answers, `marking.html`: all answers to one question
/// together, the guide beside them.
///
/// It works from the disk, without a server, and loads nothing. The browser remembers the marks; they leave
/// the page as a table such as `marks.csv`.
struct MarkingPage {
  private let questions: [Question]

  /// A question with all answers to it.
  private struct Question: Encodable {
    let exercise: String
    let title: String
    let heading: String
    let available: Double
    /// The marking guide, rendered; empty without one.
    let guide: String
    var answers: [Answer] = []
  }

  private struct Answer: Encodable {
    /// As the table of marks has it.
    let student: String
    let name: String
    let text: String
    let marks: Double?
    let comment: String
  }

  /// The page of a class.
  ///
  /// - Parameters:
  ///   - guides: for each exercise, what its marking guide says.
  ///   - title: the title of an exercise or a lab, by its id.
  init(
    _ reports: [StudentReport], guides: [String: [WrittenAnswers.Guide]],
    title: (String) -> String
  ) {
    var places: [MarkSheet.Question: Int] = [:]
    var questions: [Question] = []
    for report in reports {
      for question in report.questions where !question.answer.isEmpty {
        let key = MarkSheet.Question(exercise: question.exercise, heading: question.heading)
        if places[key] == nil {
          places[key] = questions.count
          let guide = guides[question.exercise]?.first { $0.heading == question.heading }
          questions.append(
            Question(
              exercise: question.exercise, title: title(question.exercise),
              heading: question.heading, available: question.maxMarks,
              guide: guide.map { HTML.guide($0.text) } ?? ""))
        }
        questions[places[key] ?? 0].answers.append(
          Answer(
            student: report.student, name: harmless(report.title, limit: 200),
            text: harmless(question.answer, limit: 20_000), marks: question.marks,
            comment: question.comment))
      }
    }
    self.questions = questions
  }

  /// The file's content: UTF-8.
  func data() throws -> Data { Data(try html().utf8) }

  /// The page's text.
  func html() throws -> String {
    HTML.page(
      title: "Marking", header: Self.header, main: Self.main + (try content),
      footer: Self.footer, unfolds: false, style: Self.style, script: Self.script)
  }

  /// The questions, as the script finds them. No text in it can end the element.
  private var content: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let json = String(decoding: try encoder.encode(questions), as: UTF8.self)
        .replacing("<", with: "\\u003c").replacing("\u{2028}", with: "\\u2028")
        .replacing("\u{2029}", with: "\\u2029")
      return "\n<script type=\"application/json\" id=\"content\">\(json)</script>"
    }
  }

  private static let header = """
    <h1>Marking</h1>
    <noscript><p class="notice">This page needs scripts: allow them for this file.</p></noscript>
    <div class="controls">
    <label class="wide">Question <select id="question"></select></label>
    <label>Your name <input id="marker" autocomplete="off"></label>
    <label class="check"><input type="checkbox" id="anonymous"> Without names</label>
    <label class="check"><input type="checkbox" id="open"> Only without marks</label>
    </div>
    """

  private static let main = """
    <div class="desk">
    <section id="answers" aria-label="Answers"></section>
    <aside id="guide" aria-label="Marking guide"></aside>
    </div>
    """

  private static let footer = """
    <p role="status" id="status"></p>
    <p><button id="save">Save as CSV</button> <button id="copy">Copy as CSV</button>
    <button id="forget">Forget what this browser has</button></p>
    <p>Keys: <kbd>j</kbd> <kbd>k</kbd> or arrows: next and previous answer. Digits, <kbd>.</kbd>: marks;
    <kbd>h</kbd>: half a mark more; <kbd>⌫</kbd>: none. <kbd>n</kbd>: note, <kbd>Esc</kbd> ends it.
    <kbd>u</kbd>: next answer without marks. <kbd>]</kbd> <kbd>[</kbd>: next and previous question.
    <kbd>g</kbd>: guide. <kbd>s</kbd>: save.</p>
    <p>The CSV has all marks and notes that stand on this page and were set here. Give it to
    <code>gradus class</code> with <code>--marks</code>, once for each marker. Names are hidden only from
    view: they are in this file.</p>
    """
}
