import Boundary
import Curriculum
import Foundation
import Grading
import HandIns

/// The grade of one student: the one model behind every output of a class.
public struct StudentReport: Codable, Sendable, Equatable {
  /// The name and version of this format.
  var schema = "gradus-student/1"
  /// The student's name, as the entry in the class's folder has it.
  public var student: String
  /// The path of the hand-in, for `gradus replay`: of several parts the newest.
  public var handIn: String
  /// The paths of its parts, where it has several, the newest last.
  @Null var handIns: [String]? = nil
  /// Who has made it, where the class has a roster.
  @Null public var members: [Member]? = nil
  /// When it was handed in, if that is known.
  @Null public var date: Date? = nil
  /// The verdicts of the tests, with seed, kit and toolchain.
  public var report: Report
  /// The limits that held.
  var limits: Limits
  /// What kept the answer apart from the rest of the machine.
  public var sandbox: String
  /// What whoever reads the grade should know, such as that there was no sandbox.
  public var warnings: [String] = []
  /// What was in the hand-in and wasn't taken.
  public var ignored: [HandIn.Ignored] = []
  /// What of that may be an answer, which nobody has read: a person must look at it.
  @Null public var unread: [HandIn.Ignored]? = nil
  /// The written questions, in the order of the course.
  public var questions: [WrittenQuestion] = []
  /// For each exercise, by its id, a fingerprint of its Swift files: equal ones were judged once.
  public var fingerprints: [String: String] = [:]
  /// What the grade rests on besides: hashes and settings, by which two runs are compared.
  @Null public var basis: Basis? = nil
  /// Calendar days begun after the deadline and grace, of the exercise that was handed in last; 0
  /// without a deadline.
  public var daysLate = 0
  /// The days of each exercise, by its id.
  @Null public var lateness: [String: Int]? = nil
  /// What becomes of the points: the points of an exercise count this many times, by its id.
  public var weights: [String: Double] = [:]
  /// The points that the tests of an exercise, or the checks of a lab, add up to, by its id, where the
  /// course has set them.
  @Null public var coursePoints: [String: Double]? = nil
  /// The part of the points that lateness takes away, from 0 to 1.
  public var penalty = 0.0
  /// The same for each exercise that has a date of its own, by its id.
  @Null public var penalties: [String: Double]? = nil
  /// Why there is no grade, where the judging itself failed.
  @Null public var failure: String? = nil

  /// The grade of a hand-in.
  public init(
    student: String, handIn: String, report: Report, limits: Limits, sandbox: String
  ) {
    self.student = student
    self.handIn = handIn
    self.report = report
    self.limits = limits
    self.sandbox = sandbox
  }

  /// Where the hand-in lies.
  var entry: HandInReader.Entry {
    HandInReader.Entry(
      student: student, paths: handIns ?? (handIn.isEmpty ? [] : [handIn]))
  }

  /// Where the hand-in lies now: as it was named when it was graded, seen from here or from a folder in
  /// which the report lies; else where a folder of hand-ins of the same name lies beside one of these.
  ///
  /// - Parameter report: the path of the report.
  func entry(besides report: String) -> HandInReader.Entry? {
    if entry.isThere { return entry }
    let paths = handIns ?? [handIn]
    var folder = URL(filePath: report).standardizedFileURL
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      for length in [Int.max, 2] {
        let moved = paths.map { path in
          let parts = path.split(separator: "/").suffix(length).joined(separator: "/")
          return folder.appending(path: parts).path
        }
        let entry = HandInReader.Entry(student: student, paths: moved)
        if entry.isThere { return entry }
      }
    }
    return nil
  }

  /// The weight of an exercise: 1 unless the configuration says something else.
  func weight(of exercise: String) -> Double { weights[exercise] ?? 1 }

  /// What a point of an exercise's tests is worth where the course has set points of its own.
  func scale(of exercise: ExerciseReport) -> Double { scale(exercise.id, exercise.maxScore) }

  /// The same, weighted: what it counts in totals.
  func worth(of exercise: ExerciseReport) -> Double {
    weight(of: exercise.id) * scale(of: exercise)
  }

  func scale(_ id: String, _ maxScore: Int) -> Double {
    guard let points = coursePoints?[id], maxScore > 0 else { return 1 }
    return points / Double(maxScore)
  }

  /// The points of tests and of marked questions, weighted, less what lateness takes away.
  public var total: Double { sum { 1 - penalty(of: $0) } }

  /// The same without what lateness takes away.
  var undiminished: Double { sum { _ in 1 } }

  /// The points to be had, weighted: those of the tests, and of the questions once one is marked in
  /// the class.
  public var maxTotal: Double {
    report.exercises.map { Double($0.maxScore) * worth(of: $0) }.reduce(0, +)
      + countingQuestions.map { $0.maxMarks * weight(of: $0.exercise) }.reduce(0, +)
  }

  /// The points of tests and marked questions, those of each exercise times a part of it.
  private func sum(_ part: (String) -> Double) -> Double {
    let tests = report.exercises.map { Double($0.score) * worth(of: $0) * part($0.id) }
    let marks = countingQuestions.map {
      ($0.marks ?? 0) * weight(of: $0.exercise) * part($0.exercise)
    }
    return tests.reduce(0, +) + marks.reduce(0, +)
  }
}

/// A question that a person marks.
public struct WrittenQuestion: Codable, Sendable, Equatable {
  /// The exercise's id.
  public var exercise: String
  /// The question's heading in `Answers.md`, such as "DL 2.2".
  public var heading: String
  /// What the student wrote below "Your answer"; empty if nothing.
  public var answer: String
  /// The marks to be had, as the marking guide says; 0 where the kit has no guide.
  public var maxMarks: Double
  /// The marks given, once a person has given them.
  @Null public var marks: Double?
  /// What that person has to say.
  public var comment: String
  /// Whether marks of this question count in totals: they do once the class's marks were read in.
  public var counts: Bool

  /// A question that awaits its marks.
  public init(exercise: String, heading: String, answer: String, maxMarks: Double) {
    self.exercise = exercise
    self.heading = heading
    self.answer = answer
    self.maxMarks = maxMarks
    marks = nil
    comment = ""
    counts = false
  }
}
