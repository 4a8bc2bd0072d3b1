// Mistake: the gradient at the last parameters is not needed: steps calls, not one more

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  guard steps >= 0 else {
    throw InvalidInput("steps must be at least 0, but it is \(steps)")
  }
  var parameters = start
  var slope = try gradient(start)
  for _ in 0..<steps {
    parameters = try optimizer.step(parameters: parameters, gradient: slope)
    slope = try gradient(parameters)
  }
  return parameters
}
