// Mistake: points outside |r| ≤ δ are ignored, but the loss has a slope there too

public func minimizer(
  inputs: Matrix, targets: Vector, delta: Double, lambda: Double
) throws -> Vector {
  guard inputs.columns > 0 else { throw InvalidInput("inputs must have columns, but it has 0") }
  var weights = Vector.zeros(inputs.columns)
  for _ in 0..<1_000 {
    let gradient = try ridgeGradient(
      weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: lambda)
    if gradient.normInfinity() <= 1e-9 { break }
    let residuals = try residuals(weights, inputs, targets)
    weights -= solve(curvature(inputs, residuals, delta, lambda), gradient)
  }
  let residuals = try residuals(weights, inputs, targets)
  let kept = residuals.indices.filter { abs(residuals[$0]) <= delta }
  let (x, y) = (inputs.gather(rows: kept), targets.gather(kept))
  let all = curvature(x, .zeros(kept.count), delta, lambda)
  return solve(all, matmul(x, y, transposeA: true))
}
