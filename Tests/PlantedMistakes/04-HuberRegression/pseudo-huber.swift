// Mistake: this is the pseudo-Huber loss δ²(√(1 + (r/δ)²) − 1), which has one branch and not two

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let ratio = residual / delta
  return delta * delta * ((1 + ratio * ratio).squareRoot() - 1)
}
