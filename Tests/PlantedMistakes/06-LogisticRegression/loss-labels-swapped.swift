// Mistake: the labels are swapped: a sample of class 1 has the loss −log ŷ

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let losses = logits.indices.map { i in
    let margin = labels[i] == 0 ? -logits[i] : logits[i]
    return max(margin, 0) + log1p(exp(-abs(margin)))
  }
  return Vector(losses).mean()
}
