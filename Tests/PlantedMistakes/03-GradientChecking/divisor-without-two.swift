// Mistake: the distance between x + h and x − h is 2h, not h

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try (function(point + step) - function(point - step)) / step
}
