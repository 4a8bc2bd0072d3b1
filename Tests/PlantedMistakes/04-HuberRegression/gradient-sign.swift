// Mistake: the sign is wrong: with r = y − wᵀx, the derivative of r with respect to w is −x

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  return matmul(inputs, clip(residuals, to: -delta...delta), transposeA: true)
}
