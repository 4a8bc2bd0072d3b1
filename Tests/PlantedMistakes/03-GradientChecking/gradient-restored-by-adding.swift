// Mistake: an entry is put back by adding and subtracting h, which doesn't always give the same bits

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  return try Vector(
    point.indices.map { i in
      defer { moved[i] += step }
      moved[i] += step
      let above = try function(moved)
      moved[i] -= 2 * step
      return try (above - function(moved)) / (2 * step)
    })
}
