// Mistake: the negative coordinates are kept, and the positive ones set to 0

public func nonnegativeProjection(point: Vector) throws -> Vector {
  try check(point, "point")
  return -relu(-point)
}
