// Mistake: the penalty λ‖w‖² has no ½: its part of the gradient is twice as large

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let errors = probabilities - Vector(labels.map(Double.init))
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + lambda * weights
}
