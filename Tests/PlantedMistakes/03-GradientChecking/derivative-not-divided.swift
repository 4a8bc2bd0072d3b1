// Mistake: the difference isn't divided by 2h

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  return try function(point + step) - function(point - step)
}
