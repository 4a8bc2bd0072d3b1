// Mistake: the loss stops growing at |r| = δ: it is linear from there on, not constant

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = min(abs(residual), delta)
  return 0.5 * distance * distance
}
