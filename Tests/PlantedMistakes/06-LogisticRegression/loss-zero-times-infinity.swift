// Mistake: at z = ±1e4 either the probability is rounded to 0, or the exponential is too large

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let (p, y) = (try sigmoid(logits: logits), Vector(labels.map(Double.init)))
  return -(y * log(p) + (1 - y) * log(1 - p)).mean()
}
