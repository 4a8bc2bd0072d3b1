// Mistake: a residual outside |r| ≤ δ is not ignored: the line has a slope there

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) <= delta ? residual : 0
}
