// Mistake: a negative number of steps is refused

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  var parameters = start
  for _ in 0..<max(0, steps) {
    parameters = try optimizer.step(
      parameters: parameters, gradient: gradient(parameters))
  }
  return parameters
}
