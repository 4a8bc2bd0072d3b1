// Mistake: the loss belongs to the label alone: it is no sum or mean over the classes

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  return -log((p + epsilon) / (1 + count * epsilon)).sum()
}
