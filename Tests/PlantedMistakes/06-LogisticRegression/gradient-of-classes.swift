// Mistake: the error takes the probability ŷ, not the predicted class

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let errors = probabilities.map { $0 >= 0.5 ? 1 : 0 } - Vector(labels.map(Double.init))
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + 2 * lambda * weights
}
