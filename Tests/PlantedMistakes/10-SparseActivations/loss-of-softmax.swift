// Mistake: this is the cross-entropy of softmax

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let e = exp(try shifted(logits))
  return -log(e[label] / e.sum())
}
