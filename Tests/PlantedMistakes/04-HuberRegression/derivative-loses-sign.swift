// Mistake: left of −δ the loss falls: the sign of the residual is lost

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) > delta ? delta : residual
}
