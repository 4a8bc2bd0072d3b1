// Mistake: the arguments are logits already: the sigmoid is applied to them once, not twice

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)
  let logits = try sigmoid(logits: logits)
  let losses = logits.indices.map { i in
    let margin = labels[i] == 1 ? -logits[i] : logits[i]
    return max(margin, 0) + log1p(exp(-abs(margin)))
  }
  return Vector(losses).mean()
}
