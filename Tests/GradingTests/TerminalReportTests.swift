import Testing

@testable import Grading

@Suite("The report in a terminal")
struct TerminalReportTests {
  private func text(
    _ report: Report = .sample(), width: Int = 80, hasColor: Bool = false, details: Bool = false
  ) -> String {
    TerminalReport(
      report, style: TerminalStyle(width: width, hasColor: hasColor), showsDetails: details
    ).text
  }

  private func text(of test: TestReport, width: Int = 80) -> String {
    let exercise = ExerciseReport(4, "Huber regression", .partial, 0, of: 20, [test])
    var report = Report(
      answers: "Exercises", seed: 0, toolchain: "", isComplete: true, exercises: [exercise])
    report.limits = nil
    return text(report, width: width)
  }

  @Test("A table with a bar for each exercise, and the first test to look at")
  func wide() {
    #expect(
      text() == """
        Answers in Exercises, seed 0

          1  Softmax Jacobian         ██████████    15 / 15  complete
          4  Huber regression         ██░░░░░░░░     5 / 20  1 wrong, 1 crashed, 1 to do
          5  Optimizers               ░░░░░░░░░░     0 / 15  not started
         12  Backpropagation by hand  ░░░░░░░░░░     0 / 25  does not compile
             Total                                  20 / 75

        4 · Huber regression
          ✘ The loss of a large residual is linear
              loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5
                off by 0.5
              Hint: Which branch holds for r = 3?
          … and 1 more, explained with --details

        12 · Backpropagation by hand
          ✘ It does not compile:
              Answer.swift:3:1: expected '}'
                |     ^
              In plain words: A closing brace } is missing: each { needs its }, and the
              editor shows the pairs.

        """)
  }

  @Test("Long titles are cut and long lines folded where there is less room")
  func narrower() {
    #expect(
      text(width: 60).hasPrefix(
        """
        Answers in Exercises, seed 0

          1  Softmax Jacob…  ██████████    15 / 15  complete
          4  Huber regress…  ██░░░░░░░░     5 / 20  1 wrong, 1
                                                    crashed, 1 to do
          5  Optimizers      ░░░░░░░░░░     0 / 15  not started
         12  Backpropagati…  ░░░░░░░░░░     0 / 25  does not compile
             Total                         20 / 75

        4 · Huber regression

        """))
  }

  @Test("A narrow terminal has no room for bars")
  func narrow() {
    #expect(
      text(.sample(isComplete: false), width: 40, details: true) == """
        Answers in Exercises, seed 0

          1  Softmax Ja…    15 / 15  complete
          4  Huber regr…     5 / 20  1 wrong, 1
                                     crashed, 1
                                     to do
          5  Optimizers      0 / 15  not started
         12  Backpropag…     0 / 25  does not
                                     compile
             Total          20 / 75

        4 · Huber regression
          ✘ The loss of a large residual is
            linear
              loss(residual: 3.0, delta: 1.0) is
              3.0, expected 2.5
                off by 0.5
              Hint: Which branch holds for r =
              3?
          ✘ The objective is a sum over the
            samples
              objective(…) crashed: Index out of
              range at
              HuberRegression.swift:31:12
              Your code printed:
              │ here I am

        12 · Backpropagation by hand
          ✘ It does not compile:
              Answer.swift:3:1: expected '}'
                |     ^
              In plain words: A closing brace }
              is missing: each { needs its },
              and the editor shows the pairs.

        This is not a grade: the run was cut
        short.

        """)
  }

  @Test("Nothing is wider than the terminal", arguments: [40, 47, 59, 60, 61, 80, 200])
  func width(width: Int) {
    for details in [false, true] {
      for line in text(.sample(isComplete: false), width: width, details: details)
        .split(separator: "\n")
      {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test("Even a long path stays whole, so that it can be copied")
  func longWord() {
    let path = "/home/somebody/gradus/Exercises/04-HuberRegression/HuberRegression.swift:3:1:"
    let text = text(of: TestReport("a", .failed, messages: ["\(path) error"]), width: 40)
    #expect(text.contains("\n      \(path)\n      error\n"))
  }

  @Test("Colours change nothing but the colours", arguments: [40, 60, 80])
  func colors(width: Int) {
    let colored = text(width: width, hasColor: true, details: true)
    #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == text(width: width, details: true))
    #expect(!text(width: width, details: true).contains("\u{1B}"))
  }

  @Test("What is done is green, what is wrong red, what can wait dim")
  func meaningOfColors() {
    let text = text(hasColor: true)
    #expect(text.contains("\u{1B}[32m██████████\u{1B}[0m    15 / 15  \u{1B}[32mcomplete\u{1B}[0m"))
    #expect(text.contains("  \u{1B}[2mnot started\u{1B}[0m\n"))
    #expect(text.contains("  \u{1B}[31mdoes not compile\u{1B}[0m\n"))
    #expect(
      text.contains("\u{1B}[1m4 · Huber regression\u{1B}[0m\n  \u{1B}[31m✘\u{1B}[0m The loss"))
  }

  @Test("A picture keeps its spaces, even in a line that must be folded")
  func layout() {
    let text = text(
      of: TestReport("a", .failed, messages: ["  █   ░ ░   █   and then many  words"]), width: 40)
    #expect(text.contains("\n        █   ░ ░   █   and then many\n        words\n"))
  }

  @Test("An answer can't steer the terminal with what it prints")
  func controlCharacters() {
    let text = text(
      of: TestReport("a", .failed, messages: ["\u{1B}]0;title\u{7}"], output: "a\r\n\u{1B}[2Jb\tc"))
    #expect(text.contains("\n      ]0;title\n"))
    #expect(text.hasSuffix("\n      │ a\n      │ [2Jb  c\n"))
  }

  @Test("Of what an answer prints, the last ten lines are shown")
  func longOutput() {
    let output = (1...12).map { "\($0)\n" }.joined()
    let shown = text(of: TestReport("a", .failed, output: output))
    #expect(shown.contains("\n      Your code printed:\n      … 2 lines before\n      │ 3\n"))
    #expect(shown.hasSuffix("\n      │ 12\n"))
  }

  @Test("Of a lost test it is said that it is lost")
  func lost() {
    let text = text(of: TestReport("a", .lost))
    #expect(text.contains("  1 lost\n"))
    #expect(text.contains("\n  ✘ a\n      the run ended before this test had a verdict\n"))
  }

  @Test("An exercise of which all tests passed and some are missing isn't called done")
  func missingTests() {
    #expect(text(of: TestReport("a", .passed)).contains("  tests are missing\n"))
  }
}
