// Mistake: the difference is multiplied by 2h, where it must be divided

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try (function(point + step) - function(point - step)) * 2 * step
}
