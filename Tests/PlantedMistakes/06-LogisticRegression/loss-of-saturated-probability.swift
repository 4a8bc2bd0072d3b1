// Mistake: at z = ±1e4 either the probability is rounded to 0, or the exponential is too large

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let probabilities = try sigmoid(logits: logits)
  let losses = labels.indices.map { i in
    labels[i] == 1 ? -log(probabilities[i]) : -log(1 - probabilities[i])
  }
  return Vector(losses).mean()
}
