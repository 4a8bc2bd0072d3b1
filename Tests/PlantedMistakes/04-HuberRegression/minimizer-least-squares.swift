// Mistake: this is the minimiser of least squares: the outliers pull with all their force

public func minimizer(
  inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  guard inputs.columns > 0 else { throw InvalidInput("inputs must have columns, but it has 0") }
  let start = Vector.zeros(inputs.columns)
  _ = try ridgeGradient(
    weights: start, inputs: inputs, targets: targets, delta: delta, lambda: lambda)
  let all = curvature(inputs, .zeros(targets.count), delta, lambda)
  return solve(all, matmul(inputs, targets, transposeA: true))
}
