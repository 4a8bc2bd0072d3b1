// Mistake: at z = ±1e4 either the probability is rounded to 0, or the exponential is too large

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let losses = logits.indices.map { i in
    let margin = labels[i] == 1 ? -logits[i] : logits[i]
    return log1p(exp(margin))
  }
  return Vector(losses).mean()
}
