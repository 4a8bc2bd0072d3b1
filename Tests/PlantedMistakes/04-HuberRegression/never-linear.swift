// Mistake: outside |r| ≤ δ the loss is linear, not quadratic

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return 0.5 * residual * residual
}
