// Mistake: points outside |r| ≤ δ are ignored, but the loss has a slope there too

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  let residuals = try residuals(weights, inputs, targets)
  let pulls = residuals.map { abs($0) <= delta ? $0 : 0 }
  return -matmul(inputs, pulls, transposeA: true)
}
