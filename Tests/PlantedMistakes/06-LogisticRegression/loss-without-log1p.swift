// Mistake: 1 + 4e-18 is rounded to 1, whose logarithm is 0: that is what log1p is for

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let losses = logits.indices.map { i in
    let margin = labels[i] == 1 ? -logits[i] : logits[i]
    return max(margin, 0) + log(1 + exp(-abs(margin)))
  }
  return Vector(losses).mean()
}
