// Mistake: this is the derivative with respect to δ, not with respect to the residual

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) <= delta ? 0 : abs(residual) - delta
}
