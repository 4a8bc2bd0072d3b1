// Mistake: the gradient lacks the derivative of the penalty

public func ridgeGradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  try check(lambda: lambda)
  let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return gradient
}
