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
  } catch {
    throw RunProblem("\(operation) threw an error \(place()): \(error)")
  }
}

/// The answer as one to an exercise; the judge has looked before whether it is one.
func cast<Answer>(_ answer: Any, to type: Answer.Type) throws -> Answer {
  guard let answer = answer as? Answer else { throw RunProblem("the answer isn't a \(type)") }
  return answer
}

/// The operations that aren't written yet.
public func unwritten(_ lab: any Lab, in answer: Any) throws -> [String] {
  try lab.operations(of: answer).filter { operation in
    do {
      try operation.call()
      return false
    } catch is Unimplemented {
      return true
    } catch {
      return false
    }
  }.map(\.name)
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
