// Mistake: this is the forward difference: it looks to one side of the point only

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try (function(point + step) - function(point)) / step
}
