// Mistake: the derivative of the penalty is twice too large: its ½ takes the 2 of the square

public func ridgeGradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  try check(lambda: lambda)
  let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
  return gradient + 2 * lambda * weights
}
