// Mistake: the gradient is evaluated once a step and kept, not twice

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  guard steps >= 0 else {
    throw InvalidInput("steps must be at least 0, but it is \(steps)")
  }
  var parameters = start
  for _ in 0..<steps {
    if try gradient(parameters).norm() == 0 { break }
    parameters = try optimizer.step(
      parameters: parameters, gradient: gradient(parameters))
  }
  return parameters
}
