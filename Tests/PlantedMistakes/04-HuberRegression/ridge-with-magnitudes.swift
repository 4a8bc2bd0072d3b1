// Mistake: the penalty has the squares of the weights, not their magnitudes

public func ridgeObjective(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Double {
  try check(lambda: lambda)
  let loss = try objective(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return loss + 0.5 * lambda * weights.norm1()
}
