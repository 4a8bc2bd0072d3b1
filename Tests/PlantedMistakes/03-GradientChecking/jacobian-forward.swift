// Mistake: this is the forward difference: it looks to one side of the point only

public func numericalJacobian(
  of function: (Vector) throws -> Vector, at point: Vector, step: Double
) throws -> Matrix {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  let columns = try point.indices.map { j in
    defer { moved[j] = point[j] }
    moved[j] = point[j] + step
    let above = try function(moved)
    moved[j] = point[j]
    return try (above - function(moved)) / step
  }
  return Matrix(rows: columns).transposed()
}
