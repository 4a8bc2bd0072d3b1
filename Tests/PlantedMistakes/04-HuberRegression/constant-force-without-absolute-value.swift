// Mistake: points below the line pull with a constant force too: their residual is negative

public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
  try check(delta: delta)
  try check(residuals.elements, "residuals")
  return residuals.indices.filter { residuals[$0] > delta }
}
