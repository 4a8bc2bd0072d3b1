// Mistake: both terms belong to the loss: the samples of class 0 have −log(1 − ŷ)

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)

  let losses = logits.indices.map { i in
    let margin = -logits[i]
    return labels[i] == 1 ? max(margin, 0) + log1p(exp(-abs(margin))) : 0
  }
  return Vector(losses).mean()
}
