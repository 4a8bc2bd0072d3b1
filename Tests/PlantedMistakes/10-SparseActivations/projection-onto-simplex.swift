// Mistake: the sum is made 1: nothing but y ≥ 0 is asked for here

public func nonnegativeProjection(point: Vector) throws -> Vector {
  try check(point, "point")
  return relu(point) / max(relu(point).sum(), 1e-300)
}
