// Mistake: the penalty is λ/2‖w‖², with the ½

public func ridgeObjective(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Double {
  try check(lambda: lambda)
  let loss = try objective(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return loss + lambda * weights.squaredNorm()
}
