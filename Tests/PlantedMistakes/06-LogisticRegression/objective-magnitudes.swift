// Mistake: the penalty has the squares of the weights, not their magnitudes

public func objective(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(lambda, "lambda")
  let loss = try crossEntropy(logits: logits(weights, inputs), labels: labels)
  return loss + lambda * weights.norm1()
}
