import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import Grading
@testable import HandIns

@Suite("A student's page")
struct StudentPageTests {
  private func html(_ student: StudentReport) -> String { StudentPage(student).html() }

  @Test("It has points, tests, messages, mistakes, hints and what was printed")
  func content() {
    let html = html(.sample())
    #expect(PageProbe(html: html).problems == [])
    for part in [
      "3 of 7 points · 42.9 %", "3 of 5 points", "large residuals", "✘ wrong · 0 of 2 points",
      "loss(…) is 3.0, expected 2.5", "without −½δ the loss jumps", "Which branch holds for r = 3?",
      "here I am", "✔ 1 test passed", "small residuals", "○ 1 test to do", "○ not started",
      "Kit", "6.3.1", "2 seconds of processor time", "512 MB of memory", "bubblewrap",
    ] {
      #expect(html.contains(part), "\(part) is missing")
    }
  }

  @Test("It loads nothing, runs nothing, and suits a phone, the dark and paper")
  func selfContained() {
    let html = html(.sample())
    #expect(html.contains("<html lang=\"en\""))
    #expect(html.contains("name=\"viewport\" content=\"width=device-width, initial-scale=1\""))
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("prefers-color-scheme: dark") && html.contains("@media print"))
    for word in ["<script", "<link", "@import", "url(", "http:", "https:", "src="] {
      #expect(!html.contains(word), "\(word) is in the page")
    }
  }

  @Test("Of a hidden seed it says that there is one, and no more")
  func seed() {
    let hidden = html(.sample(seed: 987_654_321))
    #expect(hidden.contains("Numbers drawn from a seed that your instructor keeps"))
    #expect(!hidden.contains("987"))
    #expect(html(.sample()).contains("seed 0, the published one"))
    #expect(!hidden.contains("/private/hand-in"))
  }

  @Test(
    "Whatever a student writes is text", .slow,
    arguments: hostileNames + ["\u{0}\u{1B}[31m\u{202E}abc"])
  func injection(text: String) {
    let test = TestReport(
      sample: text, .failed, messages: [text], mistakes: [text], hint: text, output: text)
    let broken = TestReport(sample: text, .didNotCompile, messages: [text])
    let student = StudentReport.sample(
      text,
      exercises: [
        ExerciseReport(sample: 4, "Huber regression", [test]),
        ExerciseReport(sample: 5, "Optimizers", [broken], compilerMessage: text),
      ]
    ).with {
      $0.warnings = [text]
      $0.ignored = [HandIn.Ignored(path: text, reason: text)]
      $0.questions = [.sample(answer: text)]
      $0.questions[0].comment = text
      $0.sandbox = text
    }
    let html = html(student)
    #expect(PageProbe(html: html).problems == [])
    #expect(!html.contains("<img") && !html.contains("<script"))
    #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(PageProbe(html: StudentPage(student.with { $0.failure = text }).html()).problems == [])
  }

  @Test("A sign with an accent upon it is escaped too")
  func accents() { #expect(HTML.text("<\u{338}b>") == "&lt;\u{338}b&gt;") }

  @Test("Endless texts are cut, whatever they consist of")
  func long() {
    let accents = "e" + String(repeating: "\u{301}", count: 100_000)
    let student = StudentReport.sample(
      accents,
      exercises: [
        ExerciseReport(
          sample: 4, "Huber regression",
          [
            TestReport(
              sample: "a", .failed, messages: Array(repeating: accents, count: 3), output: accents)
          ])
      ])
    let html = html(student)
    #expect(html.unicodeScalars.count < 3 * 20_000 + 4096 + 30_000)
    #expect(shortened(accents, to: .max, bytes: 4096).utf8.count <= 4096 + 3)
    #expect(shortened("abc", to: 3) == "abc" && shortened("abcd", to: 3) == "abc…")
  }

  @Test("What the compiler says stands there once, not beside each test")
  func compilerMessage() {
    let message = "Answer.swift:3:1: error: expected '}'"
    let tests = (1...9).map { TestReport(sample: "t\($0)", .didNotCompile, messages: [message]) }
    let html = html(
      .sample(exercises: [
        ExerciseReport(sample: 4, "Huber regression", tests, compilerMessage: message)
      ]))
    #expect(html.components(separatedBy: "expected &#39;}&#39;").count == 2)
    #expect(html.contains("9 tests could not run"))
  }

  @Test("Warnings stand at the top, what was ignored further down")
  func warnings() throws {
    let html = html(
      StudentReport.sample().with {
        $0.warnings = ["there was no sandbox"]
        $0.ignored = [HandIn.Ignored(path: "../../etc/passwd", reason: "the path climbs out")]
      })
    let warning = try #require(html.range(of: "there was no sandbox"))
    let main = try #require(html.range(of: "<main>"))
    let ignored = try #require(html.range(of: "the path climbs out"))
    #expect(warning.lowerBound < main.lowerBound && main.lowerBound < ignored.lowerBound)
  }

  @Test("Written answers have their state, marks and comment, and an anchor")
  func written() {
    var student = StudentReport.sample().with {
      $0.questions = [.sample(), .sample("DL 2.3", answer: "", maxMarks: 3)]
    }
    #expect(html(student).contains("1 written answer not marked yet"))
    #expect(html(student).contains("not marked yet, 4 marks"))
    #expect(
      StudentPage.anchor(of: student.questions[1], in: student) == "question-huber-regression-2")
    #expect(html(student).contains("id=\"question-huber-regression-2\""))
    student.questions[0].marks = 2.5
    student.questions[0].comment = "Nearly."
    for index in 0...1 { student.questions[index].counts = true }
    let marked = html(student)
    #expect(marked.contains("2.5 of 4 marks") && marked.contains("Nearly."))
    #expect(marked.contains("no answer, 0 of 3 marks"))
    #expect(marked.contains("5.5 of 14 points"))
    #expect(PageProbe(html: marked).problems == [])
  }

  @Test("Without a grade there are no points")
  func noGrade() {
    let html = html(StudentReport.sample().with { $0.failure = "the disk is full" })
    #expect(html.contains("This is not a grade") && html.contains("the disk is full"))
    #expect(!html.contains("of 7 points"))
    #expect(PageProbe(html: html).problems == [])
  }
}
