// Mistake: the branches are chosen by r ≤ δ instead of |r| ≤ δ, so that negative residuals stay quadratic

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  let pulls = residuals.map { min($0, delta) }
  return -matmul(inputs, pulls, transposeA: true)
}
