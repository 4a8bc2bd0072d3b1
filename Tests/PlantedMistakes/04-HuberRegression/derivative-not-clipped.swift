// Mistake: outside |r| ≤ δ the loss is a straight line: its derivative doesn't grow any more

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return residual
}
