// Mistake: this is the forward difference: it looks to one side of the point only

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
      moved[i] = point[i]
      return try (above - function(moved)) / step
    })
}
