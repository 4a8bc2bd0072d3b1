// Mistake: the distance between x + h and x − h is 2h, not h

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  return try Vector(
    point.indices.map { i in
      defer { moved[i] = point[i] }
      moved[i] = point[i] + step
      let above = try function(moved)
      moved[i] = point[i] - step
      return try (above - function(moved)) / step
    })
}
