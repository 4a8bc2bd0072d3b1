// Mistake: the difference is divided by 2, where 2h is due

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try (function(point + step) - function(point - step)) / 2
}
