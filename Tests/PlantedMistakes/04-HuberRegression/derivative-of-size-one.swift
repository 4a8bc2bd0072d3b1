// Mistake: outside |r| ≤ δ the slope isn't ±1: mind the factor of |r|

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) <= delta ? residual : residual < 0 ? -1 : 1
}
