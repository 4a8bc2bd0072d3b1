// Mistake: an error that the function throws is swallowed: it has to be passed on

public func numericalDerivative(
  of function: (Double) throws -> Double, at point: Double, step: Double
) throws -> Double {
  try check(step: step)
  try check([point], "point")
  let above = (try? function(point + step)) ?? 0
  return (above - ((try? function(point - step)) ?? 0)) / (2 * step)
}
