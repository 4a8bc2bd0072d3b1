import Curriculum
import Foundation
import Grading
import Testing

@testable import Classroom

@Suite("What a course uses, and what that is worth")
struct CourseTests {
  private func read(_ text: String) throws -> ClassConfiguration {
    try ClassConfiguration(text, name: "class.conf")
  }

  @Test("Exercises by number and by name, in the order of the kit")
  func exercises() throws {
    let configuration = try read("exercises = 5, softmax-jacobian, 4")
    #expect(configuration.exercises == [.softmaxJacobian, .huberRegression, .optimizers])
    #expect(try read("").exercises == Exercise.all)
  }

  @Test(
    "What can't be understood is named with its line",
    arguments: [
      ("exercises = 1, 15", "no exercise \"15\""), ("exercises = 4, huber-regression", "twice"),
      ("exercises = ,", "expected exercises"), ("points huber = 3", "no exercise \"huber\""),
      ("points lab-nothing = 3", "no lab \"lab-nothing\""),
      ("points huber-regression = -1", "isn't negative"),
      ("points huber-regression, DL 2.2 = much", "isn't negative"),
    ])
  func errors(text: String, words: String) throws {
    let error = try #require(throws: ClassError.self) { try read("\n" + text) }
    #expect(error.description.hasPrefix("class.conf, line 2"), "\(error)")
    #expect(error.description.contains(words), "\(error)")
  }

  @Test("A question is known by the beginning of its heading, if that fits one only")
  func questions() throws {
    let asked = ["DL 2.1 · The gradient", "DL 2.2 · A closed form?"].map {
      MarkSheet.Question(exercise: "huber-regression", heading: $0)
    }
    let set = try read("points huber-regression, DL 2.2 = 6").points(of: asked)
    #expect(set == [asked[1]: 6])
    // An exercise that the course doesn't use.
    #expect(try read("points perceptron, TDT = 6").points(of: asked) == [:])
    for (text, words) in [("DL 2", "several"), ("DL 3", "no question"), ("", "several")] {
      let configuration = try read("points huber-regression, \(text) = 6")
      guard !text.isEmpty else {
        #expect(configuration.points == ["huber-regression": 6])
        continue
      }
      let error = #expect(throws: ClassError.self) { try configuration.points(of: asked) }
      #expect(error?.description.contains(words) == true)
    }
    let twice = try read(
      "points huber-regression, DL 2.2 = 6\npoints huber-regression, DL 2.2 · A = 5")
    #expect(throws: ClassError.self) { try twice.points(of: asked) }
  }

  @Test("Points that the course has set are in every total, and weights count on top of them")
  func totals() throws {
    // 3 of 5 points, and 0 of 2.
    let plain = StudentReport.sample()
    #expect(plain.total == 3 && plain.maxTotal == 7)
    let changed = plain.with {
      $0.coursePoints = ["huber-regression": 10, "optimizers": 4]
      $0.weights = ["huber-regression": 2]
      $0.questions = [.sample(maxMarks: 6)]
      $0.questions[0].marks = 5
      $0.questions[0].counts = true
    }
    // 3 of 5 are 6 of 10, twice; 5 of 6 marks, twice.
    #expect(abs(changed.total - (12 + 10)) < 1e-12)
    #expect(abs(changed.maxTotal - (20 + 4 + 12)) < 1e-12)
    let rows = GradesCSV.text([changed]).split(separator: "\r\n")
    #expect(rows[1].hasPrefix("points available,20,4,12,"))
    #expect(rows[2].hasPrefix("Ada,12,0,10,"))
    let gradescope = Gradescope(changed)
    #expect(abs(gradescope.score - 22) < 1e-9)
    #expect(abs(gradescope.tests.map(\.maxScore).reduce(0, +) - 36) < 1e-9)
    let page = StudentPage(changed).html()
    #expect(page.contains("6 of 10 points"))
    #expect(ClassPage([changed]).html().contains("6 / 10"))
  }

  @Test("Points of a lab are in its total")
  func labs() {
    var done = LabReport.Check(.done, "all runs", maxScore: 2)
    done.status = .passed
    let open = LabReport.Check(.reached, "a goal", maxScore: 2)
    let lab = LabReport(
      number: 2, id: "one-layer", title: "One layer", results: "a1", checks: [done, open])
    let report = StudentReport.sample().with {
      $0.report.labs = [lab]
      $0.coursePoints = ["lab-one-layer": 5]
    }
    #expect(report.labPoints == "2.5 / 5")
    #expect(GradesCSV.text([report]).contains("lab-one-layer,labs total"))
    #expect(GradesCSV.text([report]).contains(",2.5,2.5\r\n"))
  }

  @Test("A class's own marks survive when questions have other points, and exercises are left out")
  func marks() throws {
    let old = StudentReport.sample().with { $0.questions = [.sample(maxMarks: 4)] }
    let filled = Data(
      Marks.text([old]).replacing(",4,,", with: ",4,3,").utf8
        + Data("Ada,perceptron,TDT 1,,2,1,\r\n".utf8))
    let new = old.with { $0.questions[0].maxMarks = 6 }
    #expect(throws: Marks.Failure.self) { try Marks.read(filled, path: "m", for: [new]) }
    let sheet = try Marks.read(
      filled, path: "m", for: [new], isOwn: true, unused: ["perceptron"])
    #expect(sheet.applied(to: new).questions[0].marks == 3)
    #expect(sheet.remarks.count == 2)
    #expect(sheet.remarks[0].contains("6 now, not 4"))
    #expect(sheet.remarks[1].contains("doesn't use perceptron"))
    let kept = Marks.text([sheet.applied(to: new)], sheet)
    #expect(kept.contains(",6,3,") && kept.contains("Ada,perceptron,TDT 1,,2,1,"))
  }
}
