// Mistake: this is the mean squared error, not the cross-entropy

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let errors = try sigmoid(logits: logits) - Vector(labels.map(Double.init))
  return (errors * errors).mean()
}
