// Mistake: the penalty is divided by the number of samples: only the loss is

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels) + lambda * weights.squaredNorm()
    / Double(labels.count)
}
