// Mistake: all entries are moved at once, where one at a time must be

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  return try point.map { _ in
    try (function(point + step) - function(point - step)) / (2 * step)
  }
}
