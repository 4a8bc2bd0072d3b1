// Mistake: the entries of the gradient are limited to ±δ: the limit is one for each point, before the sum

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return clip(-matmul(inputs, residuals, transposeA: true), to: -delta...delta)
}
