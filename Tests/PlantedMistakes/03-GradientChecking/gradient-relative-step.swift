// Mistake: the step is scaled by the entry, where h is given

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  return try Vector(
    point.indices.map { i in
      let move = step * abs(point[i])
      defer { moved[i] = point[i] }
      moved[i] = point[i] + move
      let above = try function(moved)
      moved[i] = point[i] - move
      return try (above - function(moved)) / (2 * move)
    })
}
