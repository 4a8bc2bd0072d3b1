import Curriculum

/// Calls an operation of the answer in a run.
///
/// - Throws: `RunProblem` with the operation, where in the run it was, and what it threw.
func asking<Value>(
  _ operation: String, _ place: @autoclosure () -> String, _ body: () throws -> Value
) throws -> Value {
  do {
    return try body()
  } catch is Unimplemented {
    throw RunProblem("\(operation) isn't written yet")
  } catch  where error is EnoughSteps || error is RunProblem {
    // Of a function that was lent to the answer.
    throw error
  } catch {
    throw RunProblem("\(operation) threw an error \(place()): \(error)")
  }
}

/// A student's answers to the exercises that a lab needs.
public struct LabAnswers {
  private let answers: [Exercise: Any]

  /// - Parameter answers: Each conforms to its exercise's protocol.
  public init(_ answers: [Exercise: Any]) { self.answers = answers }

  /// The answer to an exercise, as that exercise's protocol.
  func callAsFunction<Answer>(_ exercise: Exercise, as type: Answer.Type) throws -> Answer {
    guard let answer = answers[exercise] as? Answer else {
      throw RunProblem("there is no answer to exercise \(exercise)")
    }
    return answer
  }
}

/// An operation of an answer that a lab needs.
public struct NeededOperation {
  let exercise: Exercise
  let name: String
  /// A small call, which finds out whether the operation is written.
  let call: () throws -> Void

  init(_ exercise: Exercise, _ name: String, call: @escaping () throws -> Void) {
    (self.exercise, self.name, self.call) = (exercise, name, call)
  }
}

/// The operations that aren't written yet, by exercise, such as "4 HuberRegression: loss, gradient".
public func unwritten(_ lab: any Lab, in answers: LabAnswers) throws -> [String] {
  let missing = try lab.operations(of: answers).filter { operation in
    do {
      try operation.call()
      return false
    } catch is Unimplemented {
      return true
    } catch {
      return false
    }
  }
  return lab.title.exercises.compactMap { exercise in
    let names = missing.filter { $0.exercise == exercise }.map(\.name)
    return names.isEmpty ? nil : "exercise \(exercise): \(names.joined(separator: ", "))"
  }
}

/// A loss as it may be in a training run.
///
/// - Throws: `RunProblem` with the step, if it isn't a number or has grown beyond all reason.
func sound(_ loss: Double, _ what: String, step: Int) throws -> Double {
  guard loss.isFinite else { throw RunProblem("the \(what) is \(loss) at step \(step)") }
  guard loss < 1e6 else {
    throw RunProblem(
      "the training diverges: the \(what) is \(Int(min(loss, 1e15))) at step \(step). Is the learning "
        + "rate too high?")
  }
  return loss
}
