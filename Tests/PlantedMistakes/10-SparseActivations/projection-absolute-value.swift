// Mistake: the sign is dropped: |x| is as far on the other side of 0, and 0 itself is nearer

public func nonnegativeProjection(point: Vector) throws -> Vector {
  try check(point, "point")
  return abs(point)
}
