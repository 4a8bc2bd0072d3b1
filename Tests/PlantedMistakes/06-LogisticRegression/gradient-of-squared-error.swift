// Mistake: there is no factor ŷ(1 − ŷ): with the cross-entropy it cancels

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let y = Vector(labels.map(Double.init))
  let errors = (probabilities - y) * probabilities * (1 - probabilities)
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + 2 * lambda * weights
}
