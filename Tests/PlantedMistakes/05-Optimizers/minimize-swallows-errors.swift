// Mistake: an error of the gradient is not caught: it is for the caller

public func minimize(
  gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
  steps: Int
) throws -> Vector {
  guard steps >= 0 else {
    throw InvalidInput("steps must be at least 0, but it is \(steps)")
  }
  var parameters = start
  for _ in 0..<steps {
    guard let slope = try? gradient(parameters) else { break }
    parameters = try optimizer.step(parameters: parameters, gradient: slope)
  }
  return parameters
}
