// Mistake: this is the derivative with respect to the prediction: the sign is wrong

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return -clip(residual, to: -delta...delta)
}
