// Mistake: ŷ and y are swapped: the error of a sample is ŷ − y

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let errors = Vector(labels.map(Double.init)) - probabilities
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + 2 * lambda * weights
}
