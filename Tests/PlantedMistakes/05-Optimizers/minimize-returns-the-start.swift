// Mistake: the result is where the steps have led, not the start

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
      parameters: parameters, gradient: gradient(parameters))
  }
  return start
}
