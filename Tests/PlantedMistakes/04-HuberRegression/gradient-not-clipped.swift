// Mistake: the large residuals pull with all their size: this is the gradient of least squares

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return -matmul(inputs, residuals, transposeA: true)
}
