import Boundary
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import Grading

@Suite("The class's page")
struct ClassPageTests {
  /// A student with verdicts on three tests of one point each.
  private func student(_ name: String, _ verdicts: [TestStatus]) -> StudentReport {
    .sample(
      name,
      exercises: [
        ExerciseReport(
          sample: 4, "Huber regression",
          verdicts.enumerated().map { TestReport(sample: "t\($0 + 1)", $1) })
      ])
  }

  private var four: [StudentReport] {
    [
      student("Ada", [.passed, .passed, .passed]), student("Bob", [.passed, .passed, .failed]),
      student("Cy", [.passed, .failed, .failed]),
      student("Di", [.notImplemented, .notImplemented, .notImplemented]),
    ]
  }

  @Test("An exercise has its mean, and how many finished or never began it")
  func exercises() throws {
    let exercise = try #require(ClassResults(four).exercises.first)
    #expect(exercise.mean == 1.5)
    #expect(exercise.complete == 1 && exercise.notStarted == 1 && exercise.students == 4)
  }

  @Test("A test is measured among those who began, against all other tests")
  func tests() throws {
    let tests = ClassResults(four).tests()
    #expect(tests.map(\.name) == ["t3", "t2", "t1"])
    #expect(tests.map(\.number) == ["4.3", "4.2", "4.1"])
    #expect(tests.map(\.students) == [3, 3, 3] && tests.map(\.passed) == [1, 2, 3])
    // t2 is passed, passed, failed; without it the others have 2, 1, 1 points. Mean 4/3, s = √2/3,
    // so r = (3/2 − 1) / (√2/3) · √(2/9) = ½.
    let r = try #require(tests[1].discrimination)
    #expect(abs(r - 0.5) < 1e-12)
    #expect(tests[2].discrimination == nil)
  }

  @Test("Mistakes are counted by student, not by test")
  func mistakes() throws {
    let tests = ["a", "b"].map { TestReport(sample: $0, .failed, mistakes: ["the sign is wrong"]) }
    let once = [tests[0], TestReport(sample: "b", .failed, mistakes: ["a factor 2"])]
    let reports = [
      StudentReport.sample("A", exercises: [ExerciseReport(sample: 4, "Huber", tests)]),
      StudentReport.sample("B", exercises: [ExerciseReport(sample: 4, "Huber", once)]),
    ]
    let mistakes = ClassResults(reports).mistakes
    #expect(mistakes.map(\.sentence) == ["the sign is wrong", "a factor 2"])
    #expect(mistakes.map(\.students) == [2, 1])
    #expect(mistakes[0].tests == ["a", "b"] && mistakes[0].exercise == "4 · Huber")
  }

  @Test("The same wrong values count where they are rare and no usual mistake explains them")
  func sameAnswers() {
    func wrong(_ name: String, _ message: String, mistakes: [String] = []) -> StudentReport {
      .sample(
        name,
        exercises: [
          ExerciseReport(
            sample: 4, "Huber",
            ["a", "b"].map {
              TestReport(sample: $0, .failed, messages: [message], mistakes: mistakes)
            })
        ])
    }
    var reports = (1...8).map { wrong("S\($0)", "is \($0), expected 0") }
    #expect(StandOuts(reports).sameAnswers().isEmpty)
    reports += [wrong("X", "is 17.25, expected 0"), wrong("Y", "is 17.25, expected 0")]
    let groups = StandOuts(reports).sameAnswers()
    #expect(groups.map(\.students) == [["X", "Y"]])
    #expect(groups.first?.tests == ["4 · Huber: a", "4 · Huber: b"])
    let usual =
      (1...8).map { wrong("S\($0)", "is \($0)") }
      + ["X", "Y"].map { wrong($0, "is 17.25", mistakes: ["a factor 2"]) }
    #expect(StandOuts(usual).sameAnswers().isEmpty)
  }

  @Test("Crashes, time-outs and late hand-ins are listed")
  func events() {
    let reports =
      [student("Ada", [.crashed, .crashed, .timedOut])]
      + [student("Bob", [.passed]).with { $0.daysLate = 2 }]
    let events = StandOuts(reports).events()
    #expect(events.map(\.title) == ["Crashed", "Timed out", "Late"])
    #expect(events[0].students.first?.what == "Huber regression (2 tests)")
    #expect(events[2].students.first?.name == "Bob")
  }

  @Test("What the sandbox refused stands out, with the number of tests, and costs no point")
  func refused() {
    let events = ["tried to open a network socket"]
    let tests = ["a", "b", "c"].map {
      TestReport(sample: $0, .passed, sandboxEvents: $0 == "c" ? [] : events)
    }
    let mallory = StudentReport.sample(
      "Mallory", exercises: [ExerciseReport(sample: 4, "Huber", tests)])
    let reports = [student("Ada", [.passed]), mallory]
    let found = StandOuts(reports).events()
    #expect(found.map(\.title) == ["Refused by the sandbox"])
    #expect(found.first?.students.map(\.name) == ["Mallory"])
    #expect(found.first?.students.first?.what == "tried to open a network socket (2 tests)")
    #expect(mallory.report.score == 3)
    let html = ClassPage(reports).html()
    #expect(html.contains("<h3>Refused by the sandbox</h3>"))
    #expect(html.contains("Mallory</bdi>: tried to open a network socket (2 tests)"))
    #expect(PageProbe(html: html).problems == [])
  }

  @Test("The page has all of it, its tags are sound, and names can't do anything")
  func page() {
    let reports =
      hostileNames.map { name in
        StudentReport.sample(name).with {
          $0.warnings = ["no sandbox", name]
          $0.questions = [.sample(answer: name + "x")]
          $0.report.exercises[0].tests[1].mistakes = [name]
        }
      } + [StudentReport.sample("Zoe").with { $0.failure = hostileText }]
    let html = ClassPage(
      reports,
      comparison: SourceComparison(
        sources: ["Zoe": ["huber-regression": Data("let a = 1".utf8)]]),
      guides: ["huber-regression": [.init(heading: "DL 2.2", marks: 4, text: hostileText)]],
      reportPath: { $0.student + "/report.html" }
    ).html()
    #expect(PageProbe(html: html).problems == [])
    for part in [
      "Class of \(reports.count)", "median", "the middle half", "<svg", "role=\"img\"",
      "Marking guide", "answers await marks", "No grade for", "4 · Huber regression",
    ] {
      #expect(html.contains(part), "\(part) is missing")
    }
    #expect(!html.contains("<script") && !html.contains("<img"))
  }

  @Test("A marking guide has its formulas; what can't be shown is named with its file and line")
  func guide() {
    let report = StudentReport.sample().with { $0.questions = [.sample(), .sample("DL 2.3")] }
    let html = ClassPage(
      [report],
      guides: [
        "huber-regression": [
          .init(heading: "DL 2.2", marks: 4, text: "So $\\ell_\\delta$.\n\n### Then"),
          .init(heading: "DL 2.3", marks: 4, text: "One\n$\\foo$", line: 30),
        ]
      ]
    ).html()
    #expect(html.contains("<msub><mi>ℓ</mi><mi>δ</mi></msub>") && html.contains("<h4>Then</h4>"))
    #expect(
      html.contains("Solutions/04-HuberRegression/Answers.md, line 31: \\foo isn&#39;t among"))
    #expect(html.contains("One\n$\\foo$</pre>"))
    #expect(PageProbe(html: html).problems == [])
  }

  @Test("An address can't leave for another scheme")
  func addresses() {
    #expect(HTML.address("javascript:alert(1)") == "./javascript%3Aalert%281%29")
    #expect(HTML.address("a b/\"c\".html", anchor: "q-1") == "./a%20b/%22c%22.html#q-1")
  }

  @Test("A class of nobody has a page")
  func nobody() {
    let html = ClassPage([]).html()
    #expect(PageProbe(html: html).problems == [] && html.contains("Class of 0"))
  }

  @Test(
    "A class of a thousand has a page of a few megabytes, in seconds",
    .slow, .timeLimit(.minutes(2)))
  func thousand() {
    let questions = (1...30).map { WrittenQuestion.sample("Q\($0)", answer: "An answer.") }
    let reports = (1...1000).map { number in
      StudentReport.sample("Student \(number)").with { $0.questions = questions }
    }
    let page = ClassPage(reports, reportPath: { $0.student + "/report.html" })
    #expect(page.data().count < 3_000_000)
  }
}
