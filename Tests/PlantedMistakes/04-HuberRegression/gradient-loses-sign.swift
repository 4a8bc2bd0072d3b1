// Mistake: the sign of the negative residuals is lost

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  let pulls = residuals.map { min(abs($0), delta) }
  return -matmul(inputs, pulls, transposeA: true)
}
