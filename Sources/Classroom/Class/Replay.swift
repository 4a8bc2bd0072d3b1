import Boundary
import Curriculum
import Foundation
import Grading
import HandIns

/// Judges a hand-in again, with the seed of its report.
public struct Replay: Sendable {
  private let grader: Grader
  private let sandbox: Sandbox.Choice
  private let student: StudentReport
  private let entry: HandInReader.Entry

  /// What has come of it.
  public struct Outcome: Sendable {
    /// The verdicts, of the chosen tests only.
    public var report: Report
    /// What differs from the report that was replayed.
    public var changes: [String]
    /// What should be known, such as that the hand-in has changed since.
    public var remarks: [String]
  }

  /// Reads a student's report.
  ///
  /// - Throws: `ClassError` when it can't be read, or its hand-in isn't there any more.
  public init(grader: Grader, report path: String, sandbox: Sandbox.Wish) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ClassError("there is no report at \"\(path)\"")
    }
    do {
      student = try StudentReport(json: data)
    } catch {
      throw ClassError("\"\(path)\" isn't a student's report: \(error)")
    }
    self.grader = grader
    self.sandbox = try Sandbox.fulfill(sandbox, for: grader.kit)
    guard let entry = student.entry(besides: path) else {
      throw ClassError(
        "the hand-in \"\(student.handIn)\" isn't there any more, neither as it was named nor beside "
          + "a folder of the report")
    }
    self.entry = entry
  }

  /// Judges again.
  ///
  /// - Parameter words: Parts of the sentences or ids of tests; without any, all tests that the
  ///   report has as not passed, or all if there are none.
  public func run(tests words: [String]) throws -> Outcome {
    let handIn = HandInReader(kit: grader.kit).read(entry)
    let old = student.report.exercises
    let exercises = Exercise.all.filter { exercise in
      old.contains { $0.id == exercise.id && $0.tests.contains { isChosen($0, words) } }
    }
    guard !exercises.isEmpty else {
      throw ClassError(
        words.isEmpty
          ? "the report has no test that isn't passed: name one"
          : "no test of the report has \"\(words.joined(separator: "\", \""))\" in its name")
    }
    let work = FileManager.default.temporaryDirectory.appending(path: "gradus-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: work) }
    let output = try ClassFolder(work)
    let judge = Judge(
      grader: grader, seed: student.report.seed, sandbox: sandbox, folder: output)
    let new = try judge.verdicts(on: handIn, exercises)
    var remarks: [String] = []
    let fingerprints = judge.fingerprints(of: handIn).filter { id, _ in
      old.contains { $0.id == id }
    }
    if student.fingerprints != fingerprints {
      remarks.append("The hand-in, the kit or the sandbox isn't what it was when it was graded.")
    }
    if let failure = new.failure { throw ClassError(failure) }
    var report = new.report
    var changes: [String] = []
    for index in report.exercises.indices {
      let before = old.first { $0.id == report.exercises[index].id }?.tests ?? []
      report.exercises[index].tests.removeAll { !isChosen($0, words, before: before) }
      for test in report.exercises[index].tests {
        let then = before.first { $0.id == test.id }?.status
        if then != test.status {
          changes.append(
            "\"\(test.name)\" is \(test.status.rawValue), the report says "
              + (then?.rawValue ?? "nothing"))
        }
      }
    }
    return Outcome(report: report, changes: changes, remarks: remarks)
  }

  private func isChosen(
    _ test: TestReport, _ words: [String], before: [TestReport]? = nil
  ) -> Bool {
    if words.isEmpty {
      let known = before?.first { $0.id == test.id } ?? test
      return known.status != .passed && known.status != .notImplemented
    }
    return words.contains {
      test.name.localizedCaseInsensitiveContains($0)
        || test.id.localizedCaseInsensitiveContains($0)
    }
  }
}
