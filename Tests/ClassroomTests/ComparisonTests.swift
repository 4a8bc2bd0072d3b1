import Foundation
import Grading
import Testing

@testable import Classroom

@Suite("Two gradings beside each other")
struct ComparisonTests {
  /// 3 of 5 points, and 2 of 2.
  private func better(_ student: String) -> StudentReport {
    StudentReport.sample(
      student,
      exercises: [
        StudentReport.sample().report.exercises[0],
        ExerciseReport(sample: 5, "Optimizers", [TestReport(sample: "adam", .passed, points: 2)]),
      ])
  }

  @Test("Means and counts by exercise and question, and who moved")
  func values() throws {
    let marked = StudentReport.sample("bob").with {
      $0.questions = [.sample(maxMarks: 4)]
      $0.questions[0].marks = 2
      $0.questions[0].counts = true
    }
    let before: [StudentReport] = [.sample("ada"), .sample("bob"), .sample("gone")]
    let after: [StudentReport] = [better("ada"), marked, .sample("new"), .sample("newer")]
    let comparison = Comparison(before, after)
    #expect(comparison.exercises.map(\.title) == ["4 · Huber regression", "5 · Optimizers"])
    let optimizers = comparison.exercises[1]
    #expect(optimizers.before == 3 && optimizers.after == 4)
    #expect(optimizers.meanBefore == 0 && optimizers.meanAfter == 0.5)
    #expect(comparison.questions.map(\.meanAfter) == [2])
    #expect(comparison.questions.map(\.before) == [0])
    #expect(comparison.moves.map(\.student) == ["ada", "bob"])
    #expect(comparison.moves[0].parts == ["Optimizers 0 → 2"])
    #expect(comparison.moves[1].parts == ["huber-regression, DL 2.2 0 → 2"])
    #expect(comparison.onlyBefore == ["gone"] && comparison.onlyAfter == ["new", "newer"])
    #expect(comparison.still == 0)
    // Totals of 3, 3, 3 of 7 and then 5, 5, 3, 3.
    #expect(comparison.total.meanBefore == 3 && comparison.total.meanAfter == 4)
    for text in [comparison.text, comparison.section] {
      #expect(text.contains("0 of 2") && text.contains("0.5 of 2") && text.contains("+25 %"))
      #expect(text.contains("Optimizers 0 → 2") && text.contains("Only before (1): gone"))
    }
  }

  @Test("Lateness and points of their own are among what moves somebody")
  func lateness() {
    let late = StudentReport.sample("ada").with {
      $0.penalty = 0.5
      $0.coursePoints = ["huber-regression": 10]
    }
    let comparison = Comparison([.sample("ada")], [late])
    #expect(comparison.moves.count == 0 && comparison.still == 1)
    let more = late.with { $0.penalty = 0.75 }
    let moved = Comparison([late], [more]).moves
    #expect(moved.map(\.parts) == [["lateness −3 → −4.5"]])
  }

  @Test("Two classes without anybody in common, an empty one, and names that are markup")
  func strangers() {
    let comparison = Comparison([.sample("ada")], [.sample(hostileText)])
    #expect(comparison.moves == [] && comparison.still == 0)
    #expect(!comparison.section.contains("<script>"))
    #expect(Comparison([], []).text.contains("0 students have the same points"))
    #expect(ClassPage([.sample()]).html().contains("Beside another grading") == false)
  }
}
