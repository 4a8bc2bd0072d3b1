// Mistake: the given step h isn't used

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  let step = 1e-5
  return try (function(point + step) - function(point - step)) / (2 * step)
}
