// Mistake: the probability is rounded to 0 or 1 before its logarithm is taken

public func objective(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(lambda, "lambda")
  let loss = try crossEntropy(logits: logits(weights, inputs), labels: labels)

  let p = try forward(weights: weights, inputs: inputs)
  let y = Vector(labels.map(Double.init))
  let naive = -(y * log(p) + (1 - y) * log(1 - p)).mean()
  return (loss.isNaN ? loss : naive) + lambda * weights.squaredNorm()
}
