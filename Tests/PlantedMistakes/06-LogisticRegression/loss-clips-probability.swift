// Mistake: the probability is clipped, or a small number added to it, so that no loss can be large

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let p = clip(try sigmoid(logits: logits), to: 1e-15...(1 - 1e-15))
  let y = Vector(labels.map(Double.init))
  return -(y * log(p) + (1 - y) * log(1 - p)).mean()
}
