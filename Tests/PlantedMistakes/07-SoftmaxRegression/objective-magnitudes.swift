// Mistake: the penalty has the squares of the weights, not their magnitudes

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels) + lambda * weights.norm1()
}
