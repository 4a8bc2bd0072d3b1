// Mistake: the mean is taken twice: the sum is divided by n once

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let losses = logits.indices.map { i in
    let margin = labels[i] == 1 ? -logits[i] : logits[i]
    return max(margin, 0) + log1p(exp(-abs(margin)))
  }
  return Vector(losses).mean() / Double(labels.count)
}
