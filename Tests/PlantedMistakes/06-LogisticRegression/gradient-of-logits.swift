// Mistake: the error takes the probability ŷ = σ(z), not the logit

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let errors = try logits(weights, inputs) - Vector(labels.map(Double.init))
  guard errors.count == probabilities.count else { return weights }
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + 2 * lambda * weights
}
