import Boundary
import Curriculum
import Datasets
import Labs

/// What the worker of labs offers beside an answer's own operations: all that `gradus-lab-worker` adds
/// to the worker that tests use.
public enum LabWorker {
  enum Name {
    static let unwritten = "unwritten(lab:)"
    static let run = "run(order:)"
    static let begin = "begin(order:)"
  }

  /// The operations for answers that have been loaded, by the names of their exercises.
  public static func operations(of loaded: [String: Any]) -> Operations {
    let answers = LabAnswers(
      Dictionary(
        uniqueKeysWithValues: Exercise.all.compactMap { exercise in
          loaded[exercise.name].map { (exercise, $0) }
        }))
    return [
      Name.unwritten: Operation { (number: Int) in
        try unwritten(lab(number), in: answers)
      },
      Name.run: .reporting { (order: RunOrder, report: (RunUpdate) throws -> Void) in
        do {
          let state = try lab(order.lab).perform(
            order, with: answers, from: order.state, report: report)
          return RunEnd(state: state, problem: nil)
        } catch let problem as RunProblem {
          return RunEnd(state: nil, problem: problem.description)
        } catch let error as DatasetError {
          return RunEnd(state: nil, problem: error.description)
        }
      },
      Name.begin: Operation { (order: RunOrder) in try begin(order, with: answers) },
    ]
  }

  /// Carries out the beginning of a run, as far as its limit says, or all of it.
  private static func begin(_ order: RunOrder, with answers: LabAnswers) throws -> RunEnd {
    do {
      let state = try lab(order.lab).perform(order, with: answers, from: order.state) { update in
        // A lab that counts no steps ends with an epoch.
        guard let state = update.state, var limit = state.limit, limit.isReached(at: state.step)
        else { return }
        throw EnoughSteps(state: state)
      }
      return RunEnd(state: state, problem: nil)
    } catch let enough as EnoughSteps {
      // Only its curves are looked at.
      var state = enough.state
      state.matrices = [:]
      return RunEnd(state: state, problem: nil)
    } catch let problem as RunProblem {
      return RunEnd(state: nil, problem: problem.description)
    }
  }

  private static func lab(_ number: Int) throws -> any Lab {
    guard let lab = allLabs.first(where: { $0.title.number == number }) else {
      throw LabError("there is no lab \(number)")
    }
    return lab
  }
}

/// How a run has ended in the worker: with its last state, or with a sentence.
struct RunEnd: Codable {
  let state: RunState?
  let problem: String?
}

/// A failure that is explained by its sentence.
struct LabError: Error, Sendable, CustomStringConvertible {
  /// The sentence.
  let description: String

  init(_ description: String) { self.description = description }
}
