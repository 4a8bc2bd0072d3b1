// Mistake: an entry is put back by adding and subtracting h, which doesn't always give the same bits

public func numericalJacobian(
  of function: (Vector) throws -> Vector, at point: Vector, step: Double
) throws -> Matrix {
  try check(step: step)
  try check(point.elements, "point")
  var moved = point
  let columns = try point.indices.map { j in
    defer { moved[j] += step }
    moved[j] += step
    let above = try function(moved)
    moved[j] -= 2 * step
    return try (above - function(moved)) / (2 * step)
  }
  return Matrix(rows: columns).transposed()
}
