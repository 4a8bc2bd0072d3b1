// Mistake: outside |r| ≤ δ a residual counts ±1 in the gradient, which isn't the slope of the line

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  let pulls = residuals.map { abs($0) <= delta ? $0 : $0 < 0 ? -1 : 1 }
  return -matmul(inputs, pulls, transposeA: true)
}
