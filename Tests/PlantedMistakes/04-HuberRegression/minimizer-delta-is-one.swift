// Mistake: the minimiser is sought with δ = 1, whatever delta is

public func minimizer(
  inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  guard inputs.columns > 0 else { throw InvalidInput("inputs must have columns, but it has 0") }
  try check(delta: delta)
  try check(lambda: lambda)
  var weights = Vector.zeros(inputs.columns)
  for _ in 0..<1_000 {
    let gradient = try ridgeGradient(
      weights: weights, inputs: inputs, targets: targets, delta: 1, lambda: lambda)
    if gradient.normInfinity() <= 1e-9 { break }
    let residuals = try residuals(weights, inputs, targets)
    weights -= solve(curvature(inputs, residuals, 1, lambda), gradient)
  }
  return weights
}
