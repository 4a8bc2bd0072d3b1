import Boundary
import Curriculum
import Foundation
import Grading
import Synchronization

/// Judges on a thread of its own, one exercise at a time, and tells by a byte when there is a verdict.
///
/// For the next verdict the suites are started beforehand, and wait.
final class Judge: Sendable {
  /// What has come of a look at an exercise.
  enum Outcome: Sendable {
    case verdict(ExerciseReport, seconds: Double)
    /// Why there is none.
    case none(String)
  }

  private struct State {
    var interruption: Interruption?
    var outcome: Outcome?
    var spare: (exercise: Exercise, suites: StartedProgram)?
    /// How many looks have begun; only the last one's outcome counts.
    var count = 0
  }

  private let grader: Grader
  private let answers: String
  private let tell: @Sendable () -> Void
  private let state = Mutex(State())

  init(_ grader: Grader, answers: String, tell: @escaping @Sendable () -> Void) {
    (self.grader, self.answers, self.tell) = (grader, answers, tell)
  }

  /// Begins to judge; what was being judged is given up.
  func begin(_ exercise: Exercise) {
    let interruption = Interruption()
    let (number, spare) = state.withLock { state in
      state.interruption?.interrupt()
      state.interruption = interruption
      state.outcome = nil
      state.count += 1
      let spare = state.spare?.exercise == exercise ? state.spare?.suites : nil
      state.spare = nil
      return (state.count, spare)
    }
    Thread.detachNewThread { [self] in
      let outcome = judge(exercise, from: spare, interruption)
      let isLast = state.withLock { state in
        guard state.count == number else { return false }
        state.interruption = nil
        state.outcome = outcome
        return true
      }
      if !isLast { return }
      tell()
      let suites = try? grader.startWaiting(for: [exercise], answers: answers)
      state.withLock { state in
        if let suites, state.count == number { state.spare = (exercise, suites) }
      }
    }
  }

  /// The verdict, once.
  func takeOutcome() -> Outcome? {
    state.withLock { state in
      defer { state.outcome = nil }
      return state.outcome
    }
  }

  /// Ends what runs.
  func end() {
    state.withLock { state in
      state.count += 1
      state.interruption?.interrupt()
      state.spare = nil
    }
  }

  private func judge(
    _ exercise: Exercise, from spare: StartedProgram?, _ interruption: Interruption
  ) -> Outcome {
    let begin = ContinuousClock.now
    do {
      let scoring = try grader.score(
        [exercise], answers: answers, from: spare, interruption: interruption)
      let report = scoring.report(on: [exercise], answers: answers, seed: 0)
      guard report.isComplete else { return .none(report.problem ?? "the run was cut short") }
      return .verdict(
        report.exercises[0], seconds: begin.duration(to: .now) / .seconds(1))
    } catch is Interruption.Interrupted {
      return .none("")
    } catch {
      return .none("\(error)")
    }
  }
}
