// Mistake: the last step counts too: return the parameters after it

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  guard steps >= 0 else {
    throw InvalidInput("steps must be at least 0, but it is \(steps)")
  }
  var (before, parameters) = (start, start)
  for _ in 0..<steps {
    before = parameters
    parameters = try optimizer.step(
      parameters: parameters, gradient: gradient(parameters))
  }
  return before
}
