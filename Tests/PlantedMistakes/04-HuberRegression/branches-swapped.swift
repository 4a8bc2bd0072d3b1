// Mistake: the two branches are swapped: the parabola belongs to |r| ≤ δ

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance > delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta)
}
