import Foundation
import Grading

/// The grade as Gradescope reads it, `results.json`.
///
/// Weights and lateness are in the points of each test, so that their sum is the score.
public struct Gradescope: Encodable, Sendable {
  let score: Double
  let executionTime: Double
  let output: String
  let outputFormat = "text"
  let testOutputFormat = "text"
  let testNameFormat = "text"
  let visibility = "visible"
  let stdoutVisibility = "hidden"
  let tests: [Test]

  struct Test: Encodable, Sendable {
    let score: Double
    let maxScore: Double
    let status: String
    let name: String
    let nameFormat = "text"
    let number: String
    let output: String
    let outputFormat = "text"
    let visibility = "visible"
  }

  /// What Gradescope is told about a grade; nothing of the seed.
  public init(_ student: StudentReport) {
    let hasGrade = student.hasGrade
    tests = hasGrade ? Self.tests(of: student) + Self.labs(of: student) : []
    score = thousandths(tests.map(\.score).reduce(0, +))
    // Tests run side by side: their times don't add up.
    executionTime = thousandths(
      student.report.exercises.flatMap(\.tests).map { ordinary($0.seconds) }.max() ?? 0)
    output = harmless(Self.remarks(on: student).joined(separator: "\n"), limit: 20_000)
  }

  /// The file's content.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private static func tests(of student: StudentReport) -> [Test] {
    student.report.exercises.flatMap { exercise in
      let weight = ordinary(student.weight(of: exercise.id))
      let factor = ordinary(student.worth(of: exercise))
      let kept = factor * (1 - ordinary(student.penalty(of: exercise.id)))
      let keptMarks = weight * (1 - ordinary(student.penalty(of: exercise.id)))
      let tests = exercise.tests.enumerated().map { index, test in
        Test(
          score: thousandths(Double(test.score) * kept),
          maxScore: thousandths(Double(test.maxScore) * factor),
          status: test.status == .passed ? "passed" : "failed",
          name: "\(exercise.title): \(test.name)", number: "\(exercise.number).\(index + 1)",
          output: test.explanation)
      }
      // A test that was lost, or that the catalogue keeps within bounds, must not break the sum.
      let rest = exercise.score - exercise.tests.map(\.score).reduce(0, +)
      let maxRest = exercise.maxScore - exercise.tests.map(\.maxScore).reduce(0, +)
      let correction =
        rest == 0 && maxRest == 0
        ? []
        : [
          Test(
            score: thousandths(Double(rest) * kept),
            maxScore: thousandths(Double(maxRest) * factor),
            status: rest < maxRest ? "failed" : "passed",
            name: "\(exercise.title): tests without a verdict",
            number: "\(exercise.number).\(exercise.tests.count + 1)", output: "")
        ]
      let written = student.countingQuestions.filter { $0.exercise == exercise.id }
      let first = tests.count + correction.count + 1
      return tests + correction
        + written.enumerated().map { index, question in
          Test(
            score: thousandths(ordinary(question.marks ?? 0) * keptMarks),
            maxScore: thousandths(ordinary(question.maxMarks) * weight),
            status: (question.marks ?? 0) >= question.maxMarks ? "passed" : "failed",
            name: "\(exercise.title): written question \(question.heading)",
            number: "\(exercise.number).\(first + index)",
            output: harmless(question.comment, limit: 20_000))
        }
    }
  }

  private static func remarks(on student: StudentReport) -> [String] {
    var lines: [String] = []
    switch student.standing {
    case .noGrade(let failure): lines.append("This is not a grade: \(failure)")
    case .notRead(let what): lines.append("This is not a grade, nothing could be read: \(what)")
    case .missing: lines.append("Nothing was handed in.")
    case .empty: lines.append("The hand-in is empty.")
    case .graded:
      if let what = student.firstUnread { lines.append("Not all of it could be read: \(what)") }
    }
    lines += student.warnings.map { "Warning: \($0)" }
    if let late = student.lateness, late.values.contains(where: { $0 > 0 }) {
      lines += student.latenessByExercise.map { "\($0)." }
    } else if student.daysLate > 0 || student.penalty > 0 {
      lines.append(
        "\(count(student.daysLate, "day")) late: the points count "
          + "\(points(100 * (1 - ordinary(student.penalty)), decimals: 1)) %.")
    }
    lines += student.report.exercises.compactMap { exercise in
      exercise.compilerMessage.map { "\(exercise.title) does not compile:\n\($0)" }
    }
    lines += student.ignored.prefix(100).map { "Ignored: \($0.path): \($0.reason)" }
    lines.append(
      "Kit \(student.report.kit), toolchain \(student.report.toolchain), sandbox \(student.sandbox)."
    )
    return lines
  }
}

extension TestReport {
  /// What other sites show of a test: messages, hint and what was printed, as plain text.
  var explanation: String {
    if status == .passed { return "" }
    var parts = messages.isEmpty ? [status.words] : messages.prefix(20).map { $0 }
    parts += mistakes.filter { mistake in !messages.contains { $0.contains(mistake) } }
      .map { "A usual mistake: \($0)" }
    if let hint { parts.append("Hint: \(hint)") }
    if !output.isEmpty {
      parts.append("Your code printed:\n\(shortened(output, to: 4096, bytes: 4096))")
    }
    return harmless(parts.joined(separator: "\n\n"), limit: 20_000)
  }
}

/// Plain text without control characters, cut to a number of scalars.
func harmless(_ text: String, limit: Int) -> String {
  let scalars = shortened(text, to: limit).unicodeScalars.filter {
    $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
  }
  return String(String.UnicodeScalarView(scalars))
}

/// 0 for what JSON can't carry.
func ordinary(_ value: Double) -> Double { value.isFinite ? value : 0 }

/// Rounded to three decimals.
func thousandths(_ value: Double) -> Double { (ordinary(value) * 1000).rounded() / 1000 }
