// Mistake: the penalty is not divided by the number of samples

public func objective(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(lambda, "lambda")
  let loss = try crossEntropy(logits: logits(weights, inputs), labels: labels)
  return loss + lambda * weights.squaredNorm() / Double(labels.count)
}
