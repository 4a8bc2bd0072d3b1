// Mistake: outside |r| ≤ δ the slope is ±δ, not ±1

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) <= delta ? residual : residual < 0 ? -1 : 1
}
