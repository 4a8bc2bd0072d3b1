import Boundary
import Foundation
import Grading

/// A number as people write points: 12, 12.5, 0.33.
func points(_ value: Double, decimals: Int = 2) -> String {
  guard value.isFinite else { return "–" }
  var text = String(format: "%.\(decimals)f", value)
  if text.contains(".") {
    text = String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }
  return text == "-0" ? "0" : text
}

/// "1 test", "2 tests".
func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// What becomes of a hand-in in the grade book.
enum Standing: Equatable {
  case graded
  case empty
  /// In the roster, and without a hand-in.
  case missing
  /// Something was there, and nothing of it could be read.
  case notRead(String)
  case noGrade(String)
}

extension StudentReport {
  /// Whether there is a grade, and if not why.
  var standing: Standing {
    if handIn.isEmpty, members != nil { return .missing }
    if let failure { return .noGrade(failure) }
    if let problem = report.problem { return .noGrade(problem) }
    let isUntouched = report.exercises.allSatisfy { $0.status == .notStarted && $0.score == 0 }
    let isBlank = questions.allSatisfy(\.answer.isEmpty)
    guard fingerprints.isEmpty, isUntouched, isBlank, report.labs.isEmpty else { return .graded }
    return firstUnread.map { .notRead($0) } ?? .empty
  }

  /// What nobody has read, in a few words; nil if there is nothing.
  var firstUnread: String? {
    guard let unread, let first = unread.first else { return nil }
    return "\(first.path): \(first.reason)"
      + (unread.count > 1 ? ", and \(unread.count - 1) more" : "")
  }

  /// Why a person must look at the hand-in before its points are a grade; nil if nobody must.
  public var openMatter: String? {
    switch standing {
    case .noGrade(let failure): failure
    case .notRead(let what): "not read: \(what)"
    case .missing: nil
    case .graded, .empty: firstUnread.map { "not all of it is read: \($0)" }
    }
  }

  /// Whether it is about somebody who has handed in nothing.
  public var isMissing: Bool { standing == .missing }

  /// Whether the totals are a grade.
  public var hasGrade: Bool {
    switch standing {
    case .graded, .empty: true
    case .missing, .noGrade, .notRead: false
    }
  }

  /// The fraction of the points that was reached, in per cent; nil where there are none to be had.
  var percentage: Double? { maxTotal > 0 ? 100 * total / maxTotal : nil }

  /// The questions of exercises whose marks count.
  var countingQuestions: [WrittenQuestion] { questions.filter { $0.counts && !$0.isOfLab } }

  /// The marks given, weighted; nil as long as none counts.
  var writtenMarks: Double? {
    countingQuestions.isEmpty
      ? nil
      : countingQuestions.map { ($0.marks ?? 0) * weight(of: $0.exercise) }.reduce(0, +)
  }

  /// The marks to be had, weighted; nil as long as none counts.
  var maxWrittenMarks: Double? {
    countingQuestions.isEmpty
      ? nil : countingQuestions.map { $0.maxMarks * weight(of: $0.exercise) }.reduce(0, +)
  }
}

extension TestStatus {
  /// What became of a test, in a few words.
  var words: String {
    switch self {
    case .passed: "passed"
    case .failed: "wrong"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .outOfMemory: "out of memory"
    case .didNotCompile: "did not compile"
    case .notImplemented: "to do"
    case .lost: "no verdict"
    }
  }
}

/// The beginning of a text, cut where it has more scalars or bytes than it may have.
///
/// Scalars, not characters: a thousand accents on one letter are one character.
func shortened(_ text: String, to limit: Int, bytes: Int = .max) -> String {
  var result = String.UnicodeScalarView()
  var size = 0
  var number = 0
  for scalar in text.unicodeScalars {
    number += 1
    size += UTF8.width(scalar)
    if number > limit || size > bytes { return String(result) + "…" }
    result.append(scalar)
  }
  return text
}

/// The first line of a text that has anything in it.
func firstLine(_ text: String) -> String {
  let lines = text.split(whereSeparator: \.isNewline)
  return lines.lazy.map { $0.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty } ?? ""
}
