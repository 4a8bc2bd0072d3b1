// Mistake: the difference is taken the wrong way round: f(x + h) comes first

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  return try Vector(
    point.indices.map { i in
      defer { moved[i] = point[i] }
      moved[i] = point[i] - step
      let above = try function(moved)
      moved[i] = point[i] + step
      return try (above - function(moved)) / (2 * step)
    })
}
