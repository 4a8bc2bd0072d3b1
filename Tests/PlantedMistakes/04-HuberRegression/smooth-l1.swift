// Mistake: this is the smooth L1 loss, which is the Huber loss divided by δ: they agree for δ = 1 only

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance < delta ? 0.5 * distance * distance / delta : distance - 0.5 * delta
}
