// Mistake: these are the points whose force still grows: they are within δ

public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
  try check(delta: delta)
  try check(residuals.elements, "residuals")
  return residuals.indices.filter { abs(residuals[$0]) <= delta }
}
