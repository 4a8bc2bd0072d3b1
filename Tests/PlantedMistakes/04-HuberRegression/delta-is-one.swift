// Mistake: the loss is computed with δ = 1, whatever delta is

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance <= 1 ? 0.5 * distance * distance : distance - 0.5
}
