// Mistake: an entry isn't put back before the next one is moved: the moves pile up

public func numericalJacobian(
  of function: (Vector) throws -> Vector, at point: Vector, step: Double
) throws -> Matrix {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  let columns = try point.indices.map { j in
    moved[j] += step
    let above = try function(moved)
    moved[j] -= 2 * step
    return try (above - function(moved)) / (2 * step)
  }
  return Matrix(rows: columns).transposed()
}
