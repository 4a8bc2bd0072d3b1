// Mistake: the loss is a mean over the samples, not a sum

public func objective(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(lambda, "lambda")
  let loss = try crossEntropy(logits: logits(weights, inputs), labels: labels)
  return loss * Double(labels.count) + lambda * weights.squaredNorm()
}
