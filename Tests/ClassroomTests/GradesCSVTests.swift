import Foundation
import Testing

@testable import Classroom
@testable import Grading

@Suite("The grade book")
struct GradesCSVTests {
  private func lines(_ reports: [StudentReport]) -> [String] {
    GradesCSV.text(reports).components(separatedBy: "\r\n")
  }

  @Test("A header, the points available, and a row for each student")
  func letter() {
    let late = StudentReport.sample("Bob").with {
      $0.daysLate = 2
      $0.penalty = 0.1
    }
    #expect(
      lines([.sample(), late]) == [
        "student,huber-regression,optimizers,written marks,late days,penalty,total,percentage,status",
        "points available,5,2,,,,7,100,", "Ada,3,0,,0,0,3,42.9,graded",
        "Bob,3,0,,2,0.1,2.7,38.6,graded", "",
      ])
  }

  @Test("Weights and marks are in the columns, so that a row adds up")
  func weightsAndMarks() {
    let student = StudentReport.sample().with {
      $0.weights = ["huber-regression": 2]
      $0.questions = [.sample(), .sample("DL 2.3", answer: "", maxMarks: 3)]
      $0.questions[0].marks = 1.5
      for index in 0...1 { $0.questions[index].counts = true }
    }
    #expect(lines([student])[1] == "points available,10,2,14,,,26,100,")
    #expect(lines([student])[2] == "Ada,6,0,3,0,0,9,34.6,graded")
  }

  @Test("Where there is no grade there are no points, and the reason stands in the status")
  func noGrade() {
    let failed = StudentReport.sample("Cy").with { $0.failure = "the disk is full,\nreally" }
    let cut = StudentReport.sample("Di").with { $0.report.isComplete = false }
    #expect(lines([failed])[2] == "Cy,,,,0,0,,,\"no grade (the disk is full,)\"")
    #expect(lines([cut])[2] == "Di,,,,0,0,,,no grade (the run was cut short)")
  }

  @Test("An empty hand-in is called that")
  func empty() {
    let empty = StudentReport.sample(
      "Eve",
      exercises: [
        ExerciseReport(sample: 4, "Huber regression", [TestReport(sample: "a", .notImplemented)])
      ]
    ).with { $0.fingerprints = [:] }
    #expect(lines([empty])[2] == "Eve,0,,0,0,0,0,empty hand-in")
  }

  @Test("Every name comes back as it was, in a row of its own")
  func hostile() throws {
    let rows = try CSV.rows(of: GradesCSV.text(hostileNames.map { .sample($0) }))
    #expect(rows.dropFirst(2).map { CSV.unguarded($0.cells[0]) } == hostileNames)
    #expect(rows.allSatisfy { $0.cells.count == 9 })
    #expect(rows.dropFirst().allSatisfy { !"=+-@\t\r".contains($0.cells[0].first ?? "a") })
  }

  @Test("A class of nobody has a header")
  func nobody() {
    #expect(lines([]).first == "student,written marks,late days,penalty,total,percentage,status")
  }
}
