// Mistake: the gradient is taken at the current parameters, not at the start

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  guard steps >= 0 else {
    throw InvalidInput("steps must be at least 0, but it is \(steps)")
  }
  var parameters = start
  for _ in 0..<steps {
    parameters = try optimizer.step(
      parameters: parameters, gradient: gradient(start))
  }
  return parameters
}
