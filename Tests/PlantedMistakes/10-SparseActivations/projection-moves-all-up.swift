// Mistake: all coordinates are moved up until none is negative: the positive ones move away from x

public func nonnegativeProjection(point: Vector) throws -> Vector {
  try check(point, "point")
  return point - min(point.minimum(), 0)
}
