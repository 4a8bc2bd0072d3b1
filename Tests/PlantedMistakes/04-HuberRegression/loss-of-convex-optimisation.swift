// Mistake: this is the loss of convex optimisation, r² and 2δ|r| − δ²: it has no ½, and is twice as large

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance <= delta ? distance * distance : delta * (2 * distance - delta)
}
