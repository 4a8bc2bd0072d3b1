// Mistake: the entries of the gradient are clipped to ±δ: each residual has to be, before the sum

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return clip(-matmul(inputs, residuals, transposeA: true), to: -delta...delta)
}
