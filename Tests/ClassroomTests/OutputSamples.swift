import Boundary
import Foundation

@testable import Classroom
@testable import Grading

/// A name, or whatever else a student may write, that tries to be more than a text.
let hostileText = "</pre><script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;"

/// Names that students may have, or give themselves.
let hostileNames = [
  "Smith, Anna", "Anna \"Ann\" Smith", "two\nlines", "two\r\nlines", "=cmd|' /C calc'!A0", "+1",
  "-1",
  "@SUM(A1)", "\tTab", "\rReturn", "'quoted", "'=quoted twice", "=\u{338}not equal", "نور الدين",
  "שירה", "李小龍", "", " ", ",", "\"", "\"\"", hostileText,
]

extension TestReport {
  init(
    sample name: String, _ status: TestStatus, points: Int = 1, messages: [String] = [],
    mistakes: [String] = [], hint: String? = nil, output: String = "",
    sandboxEvents: [String] = []
  ) {
    self.init(
      id: "ExerciseTests.\(name)", name: name, status: status,
      score: status == .passed ? points : 0, maxScore: points, messages: messages,
      knownMistake: mistakes.first, mistakes: mistakes, hint: hint, output: output,
      sandboxEvents: sandboxEvents, seconds: 0.25)
  }
}

extension ExerciseReport {
  init(
    sample number: Int, _ title: String, _ tests: [TestReport], compilerMessage: String? = nil,
    missing: Int = 0
  ) {
    let score = tests.map(\.score).reduce(0, +)
    let maxScore = tests.map(\.maxScore).reduce(0, +) + missing
    self.init(
      number: number, id: title.lowercased().replacing(" ", with: "-"), title: title,
      status: score == maxScore
        ? .complete : tests.allSatisfy { $0.status == .notImplemented } ? .notStarted : .partial,
      score: score, maxScore: maxScore, compilerMessage: compilerMessage, tests: tests)
  }
}

extension StudentReport {
  /// A grade with an exercise of 5 points, 3 of them reached, and one of 2 points, none reached.
  static func sample(
    _ student: String = "Ada", seed: UInt64 = 0, exercises: [ExerciseReport]? = nil
  ) -> StudentReport {
    let standard = [
      ExerciseReport(
        sample: 4, "Huber regression",
        [
          TestReport(sample: "small residuals", .passed, points: 3),
          TestReport(
            sample: "large residuals", .failed, points: 2,
            messages: ["loss(…) is 3.0, expected 2.5"],
            mistakes: ["without −½δ the loss jumps"], hint: "Which branch holds for r = 3?",
            output: "here I am\n"),
        ]),
      ExerciseReport(
        sample: 5, "Optimizers", [TestReport(sample: "adam", .notImplemented, points: 2)]),
    ]
    var result = StudentReport(
      student: student, handIn: "in/\(student)",
      report: Report(
        answers: "/private/hand-in", seed: seed, toolchain: "6.3.1", isComplete: true,
        exercises: exercises ?? standard),
      limits: .standard, sandbox: "bubblewrap")
    result.fingerprints = ["huber-regression": "a1"]
    return result
  }

  /// The same with other things changed.
  func with(_ change: (inout StudentReport) -> Void) -> StudentReport {
    var copy = self
    change(&copy)
    return copy
  }
}

extension WrittenQuestion {
  static func sample(
    _ heading: String = "DL 2.2", answer: String = "Because.", maxMarks: Double = 4,
    exercise: String = "huber-regression"
  ) -> WrittenQuestion {
    WrittenQuestion(exercise: exercise, heading: heading, answer: answer, maxMarks: maxMarks)
  }
}
