import Curriculum
import Foundation
import Grading

/// Where to go on in an exercise, and why.
struct NextStep {
  let exercise: Exercise
  /// The function, or the class; nil where there is no telling.
  let function: String?
  /// A sentence.
  let reason: String

  /// The step in an exercise; nil where all is done.
  ///
  /// - Parameter sources: The texts of the answer's files.
  init?(in exercise: Exercise, _ report: ExerciseReport, sources: [String]) {
    self.exercise = exercise
    if let message = report.compilerMessage {
      let first = CompilerMessages(message).errors[0]
      function = nil
      reason = "it doesn't compile: \(first.headline)"
      return
    }
    if let test = report.firstToMend {
      function = Self.function(in: test)
      reason = "“\(test.name)” fails"
      return
    }
    let waiting = report.tests.count { $0.status == .notImplemented }
    guard waiting > 0 else { return nil }
    function = sources.lazy.compactMap(Self.firstUnwritten).first
    reason =
      waiting == 1 ? "1 test waits for it" : "\(waiting) tests wait for what isn't written yet"
  }

  /// The operation that a message's call names, as in "loss(residual: 3.0, delta: 1.0) is 3.0 …".
  private static func function(in test: TestReport) -> String? {
    test.mendFirst.map { String($0.prefix { $0 != "(" }) }
      ?? test.messages.lazy.compactMap { $0.firstMatch(of: /^\s*(\w+)\(/).map { String($0.1) } }
      .first
  }

  /// The first function of a file that throws `Unimplemented`; of a class, the class.
  static func firstUnwritten(in source: String) -> String? {
    var type: String?
    var function: String?
    for line in source.split(separator: "\n") {
      if line.trimmingCharacters(in: .whitespaces).hasPrefix("//") { continue }
      if let match = line.firstMatch(of: /^(?:public |final )*(?:class|struct) (\w+)/) {
        type = String(match.1)
      }
      if let match = line.firstMatch(of: /\bfunc (\w+)/) { function = String(match.1) }
      if line.contains("throw Unimplemented()") { return type == "Answer" ? function : type }
    }
    return nil
  }

  /// "loss: 20 tests wait for what isn't written yet."
  var text: String { (function.map { "\($0): " } ?? "") + reason + "." }
}

extension ExerciseReport {
  /// What is to be mended first: a test that has failed, those first that are no consequence of another.
  var firstToMend: TestReport? {
    let wrong = tests.filter { $0.status != .passed && $0.status != .notImplemented }
    return wrong.first { $0.mendFirst == nil } ?? wrong.first
  }
}

/// The exercise to go on with.
enum NextExercise {
  /// The next one of the course that hasn't all its points, after the last one from the first on; where all
  /// have, the next one.
  ///
  /// - Parameter points: Those that were noted last, by the exercises' ids.
  static func after(_ exercise: Exercise, points: [String: Int]) -> Exercise {
    let place = Exercise.all.firstIndex(of: exercise) ?? 0
    let others = Exercise.all[(place + 1)...] + Exercise.all[..<place]
    return others.first { points[$0.id] != $0.points } ?? others.first ?? exercise
  }

  /// Of all exercises, the begun one that was changed last; if none is begun, the first that isn't done.
  ///
  /// - Parameter changed: When an exercise's files were changed.
  static func choose(
    among reports: [(exercise: Exercise, report: ExerciseReport)],
    changed: (Exercise) -> Date?
  ) -> (exercise: Exercise, report: ExerciseReport, why: String)? {
    let begun = reports.filter { $0.report.status == .partial }
    func date(_ exercise: Exercise) -> Date { changed(exercise) ?? .distantPast }
    if let last = begun.max(by: { date($0.exercise) < date($1.exercise) }) {
      return (last.exercise, last.report, "you have worked on it last")
    }
    guard let first = reports.first(where: { $0.report.status == .notStarted }) else { return nil }
    let isFirst = first.exercise == reports.first?.exercise
    return (
      first.exercise, first.report,
      isFirst ? "it is the first of the course" : "all that you have begun is complete"
    )
  }
}
