import Grading

extension Gradescope {
  /// What is looked at in labs that have results, and their marked questions. Lateness is in the points.
  static func labs(of student: StudentReport) -> [Test] {
    student.report.labs.filter { $0.status != .notStarted }.flatMap { lab in
      let kept = 1 - ordinary(student.penalty(of: lab.key))
      let scale = ordinary(student.scale(of: lab))
      let checks = lab.tests.enumerated().map { index, test in
        Test(
          score: thousandths(Double(test.score) * scale * kept),
          maxScore: thousandths(Double(test.maxScore) * scale),
          status: test.status == .passed ? "passed" : "failed",
          name: "Lab \(lab.number), \(lab.title): \(test.name)",
          number: "L\(lab.number).\(index + 1)", output: test.explanation)
      }
      let questions = student.questions.filter { $0.counts && $0.exercise == lab.key }
      return checks
        + questions.enumerated().map { index, question in
          Test(
            score: thousandths(ordinary(question.marks ?? 0) * kept),
            maxScore: thousandths(ordinary(question.maxMarks)),
            status: (question.marks ?? 0) >= question.maxMarks ? "passed" : "failed",
            name: "Lab \(lab.number), \(lab.title): written question \(question.heading)",
            number: "L\(lab.number).\(checks.count + index + 1)",
            output: harmless(question.comment, limit: 20_000))
        }
    }
  }
}
