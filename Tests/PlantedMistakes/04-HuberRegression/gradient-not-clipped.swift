// Mistake: the residuals are not clipped to ±δ: this is the gradient of least squares

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return -matmul(inputs, residuals, transposeA: true)
}
