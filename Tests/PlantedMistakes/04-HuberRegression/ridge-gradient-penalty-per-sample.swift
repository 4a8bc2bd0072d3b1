// Mistake: the penalty is added once for each sample

public func ridgeGradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  try check(lambda: lambda)
  let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return gradient + Double(targets.count) * lambda * weights
}
