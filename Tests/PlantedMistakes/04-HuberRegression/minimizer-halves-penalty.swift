// Mistake: the penalty λ/2‖w‖² counts half

public func minimizer(
  inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  guard inputs.columns > 0 else { throw InvalidInput("inputs must have columns, but it has 0") }
  try check(delta: delta)
  try check(lambda: lambda)
  var weights = Vector.zeros(inputs.columns)
  for _ in 0..<1_000 {
    let gradient = try ridgeGradient(
      weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: 0.5 * lambda)
    if gradient.normInfinity() <= 1e-9 { break }
    let residuals = try residuals(weights, inputs, targets)
    weights -= solve(curvature(inputs, residuals, delta, 0.5 * lambda), gradient)
  }
  return weights
}
