// Mistake: the ½ of λ/2‖w‖² is still in its derivative

public func ridgeGradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  try check(lambda: lambda)
  let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return gradient + 0.5 * lambda * weights
}
