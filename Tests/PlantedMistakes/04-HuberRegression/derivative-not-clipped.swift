// Mistake: outside |r| ≤ δ the derivative is δ or −δ: it doesn't grow any more

public func lossDerivative(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return residual
}
