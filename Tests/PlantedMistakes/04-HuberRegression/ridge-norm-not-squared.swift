// Mistake: the norm in λ/2‖w‖² is squared

public func ridgeObjective(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Double {
  try check(lambda: lambda)
  let loss = try objective(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return loss + 0.5 * lambda * weights.norm()
}
