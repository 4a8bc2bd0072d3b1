// Mistake: the bias is penalised like every other weight

public func gradient(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Vector {
  try check(lambda, "lambda")
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let errors = probabilities - Vector(labels.map(Double.init))
  var decay = 2 * lambda * weights
  decay[decay.count - 1] = 0
  return matmul(inputs, errors, transposeA: true) / Double(inputs.rows) + decay
}
