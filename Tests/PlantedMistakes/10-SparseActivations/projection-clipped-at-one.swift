// Mistake: coordinates are cut at 1: there is no upper limit

public func nonnegativeProjection(point: Vector) throws -> Vector {
  try check(point, "point")
  return clip(point, to: 0...1)
}
