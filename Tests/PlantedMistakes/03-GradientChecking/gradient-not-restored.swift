// Mistake: an entry isn't put back before the next one is moved: the moves pile up

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  return try Vector(
    point.indices.map { i in
      moved[i] += step
      let above = try function(moved)
      moved[i] -= 2 * step
      return try (above - function(moved)) / (2 * step)
    })
}
