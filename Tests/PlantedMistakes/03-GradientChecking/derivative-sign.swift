// Mistake: the difference is taken the wrong way round: f(x + h) comes first

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try (function(point - step) - function(point + step)) / (2 * step)
}
