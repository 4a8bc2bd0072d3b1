// Mistake: only the first entry is moved

public func numericalGradient(
  of function: (Vector) throws -> Double, at point: Vector, step: Double
) throws -> Vector {
  try check(step: step)
  try check(point.elements, "point")
  var (above, below) = (point, point)
  above[0] += step
  below[0] -= step
  var gradient = Vector.zeros(point.count)
  gradient[0] = try (function(above) - function(below)) / (2 * step)
  return gradient
}
