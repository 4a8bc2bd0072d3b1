// Mistake: the sign is wrong: when a weight grows, which way does y − wᵀx go?

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return matmul(inputs, clip(residuals, to: -delta...delta), transposeA: true)
}
