// Mistake: the objective is a sum over the samples, not a mean

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  let pulls = clip(residuals, to: -delta...delta)
  return -matmul(inputs, pulls, transposeA: true) / Double(targets.count)
}
