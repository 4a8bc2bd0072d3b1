import Boundary
import Foundation
import Testing

@testable import Classroom
@testable import Grading

@Suite("What has changed since the last run")
struct ChangesSinceTests {
  private let basis = Basis(
    suites: ["huber-regression": "s1", "optimizers": "s2"], shared: "k", configuration: [:])

  /// A grade whose answer to exercise 4 has this hash.
  private func grade(
    _ student: String, answer: String = "a", seed: UInt64 = 0, basis: Basis? = nil,
    large: TestStatus = .failed
  ) -> StudentReport {
    let tests = [
      TestReport(sample: "small residuals", .passed, points: 3),
      TestReport(sample: "large residuals", large, points: 2),
    ]
    return .sample(
      student, seed: seed,
      exercises: [
        ExerciseReport(sample: 4, "Huber regression", tests),
        ExerciseReport(
          sample: 5, "Optimizers", [TestReport(sample: "adam", .notImplemented, points: 2)]),
      ]
    ).with {
      $0.basis = basis ?? self.basis
      $0.basis?.answers = ["huber-regression": answer]
    }
  }

  private func changes(_ before: [StudentReport], _ after: [StudentReport]) throws -> ClassChanges {
    // As the next run reads it.
    let kept = try JSONEncoder().encode(try #require(RunRecord(before)))
    return ClassChanges(since: try JSONDecoder().decode(RunRecord.self, from: kept), after)
  }

  @Test("Nothing has changed: one line for the terminal, no section on the page")
  func nothing() throws {
    let same = [grade("Ada"), grade("Bob")]
    let found = try changes(same, same)
    #expect(found.isEmpty && found.lines == ["Nothing has changed since the last run."])
    #expect(ClassPage(same, changes: found).whatChanged == "")
    #expect(!ClassPage(same, changes: found).html().contains("since the last run"))
    #expect(ClassPage(same).whatChanged == "")
  }

  @Test("A new answer, by student and by test")
  func answer() throws {
    let after = [grade("Ada", answer: "b", large: .passed), grade("Bob")]
    let found = try changes([grade("Ada"), grade("Bob")], after)
    #expect(found.general == [] && found.students.count == 1)
    let ada = try #require(found.students.first)
    #expect(ada.student == "Ada" && ada.before == 3 && ada.after == 5)
    #expect(ada.reasons == ["a new answer"])
    #expect(
      ada.verdicts == [
        .init(
          exercise: "huber-regression", test: "large residuals", before: "wrong", after: "passed",
          reasons: ["a new answer"])
      ])
    #expect(found.byTest.map(\.students) == [["Ada"]])
    #expect(found.lines == ["Since the last run:", "  Ada: 3 → 5 points, 1 test: a new answer"])
    let page = ClassPage(after, changes: found).html()
    #expect(page.contains("<h2 id=\"changes\">") && page.contains("wrong → passed"))
    #expect(PageProbe(html: page).problems == [])
  }

  @Test("Another suite, seed, kit or toolchain is the reason where the answer is the same")
  func suite() throws {
    let other = Basis(
      suites: ["huber-regression": "new", "optimizers": "s2"], shared: "k", configuration: [:])
    let found = try changes(
      [grade("Ada"), grade("Bob")],
      [grade("Ada", basis: other, large: .passed), grade("Bob", basis: other)])
    #expect(found.general == ["another suite: Huber regression"])
    #expect(found.students.map(\.reasons) == [["another suite"]])
    let seeded = try changes([grade("Ada")], [grade("Ada", seed: 7, large: .crashed)])
    #expect(seeded.students.first?.reasons == ["another seed (0 → 7)"])
    #expect(seeded.students.first?.verdicts.first?.after == "crashed")
    let built = try changes(
      [grade("Ada")],
      [
        grade("Ada", large: .passed).with {
          $0.basis = Basis(suites: basis.suites, shared: "other", configuration: [:])
          $0.basis?.answers = ["huber-regression": "a"]
        }
      ])
    #expect(built.students.first?.reasons == ["what all suites share"])
    let strange = try changes([grade("Ada")], [grade("Ada", large: .timedOut)])
    #expect(strange.students.first?.reasons == ["nothing that is known: judge it again"])
  }

  @Test("Another configuration, marks and lateness change points without another verdict")
  func points() throws {
    let configured = Basis(
      suites: basis.suites, shared: "k", configuration: ["weight huber-regression": "2"])
    let heavy = grade("Ada", basis: configured).with { $0.weights = ["huber-regression": 2] }
    let found = try changes([grade("Ada")], [heavy])
    #expect(found.students.first?.after == 6 && found.students.first?.verdicts == [])
    let setting = "the configuration: weight huber-regression (not set, 2)"
    #expect(found.students.first?.reasons == ["the configuration"] && found.general == [setting])
    let late = grade("Ada").with {
      $0.lateness = ["huber-regression": 2]
      $0.penalties = ["huber-regression": 0.5]
    }
    #expect(try changes([grade("Ada")], [late]).students.first?.reasons == ["other days late"])
    let marked = grade("Ada").with {
      $0.questions = [.sample()]
      $0.questions[0].marks = 2
      $0.questions[0].counts = true
    }
    let marks = try changes([grade("Ada")], [marked])
    #expect(marks.students.first?.reasons == ["marks of written questions"])
  }

  @Test("Who came and who went; who lost the grade, and who got one")
  func people() throws {
    let before = [grade("Ada"), grade("Bob"), grade("Eve").with { $0.failure = "no room" }]
    let after = [grade("Ada").with { $0.failure = "no room" }, grade("Cem"), grade("Eve")]
    let found = try changes(before, after)
    #expect(found.added == ["Cem"] && found.gone == ["Bob"])
    #expect(
      found.students.map(ClassChanges.points) == ["3 points → no grade", "no grade → 3 points"])
    #expect(found.students.last?.reasons == ["there was no grade before"])
    #expect(found.lines.suffix(2) == ["  new: Cem", "  not here any more: Bob"])
  }

  @Test("A long list is cut on the terminal")
  func many() throws {
    let names = (0..<40).map { "S\($0)" }
    let found = try changes(
      names.map { grade($0) }, names.map { grade($0, answer: "b", large: .passed) })
    #expect(found.lines.count == 12)
    #expect(found.lines.last == "  … and 30 more students, all on the class's page")
    #expect(found.byTest.map(\.students.count) == [40])
  }

  @Test("What keeps two parts of a class apart is named")
  func differences() {
    let ada = grade("Ada")
    #expect(Basis.differences(ada, grade("Bob", answer: "b")) == [])
    let other = Basis(
      suites: ["huber-regression": "new", "optimizers": "s2"], shared: "other",
      configuration: ["last day": "7"])
    let bob = grade("Bob", seed: 7, basis: other).with {
      $0.weights = ["optimizers": 2]
      $0.report.kit = "0.9"
    }
    #expect(
      Basis.differences(ada, bob) == [
        "the seed (0, 7)", "the kit (\(ada.report.kit), 0.9)", "the weight of optimizers (1, 2)",
        "the suites of huber-regression", "what all suites share", "last day (not set, 7)",
      ])
    #expect(Basis.differences(ada, ada.with { $0.basis = nil }).count == 1)
  }
}
