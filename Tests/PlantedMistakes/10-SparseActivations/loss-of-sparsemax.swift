// Mistake: the probabilities are those of sparsemax, not of relumax

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  let s = try sparsemax(logits: logits)
  return -log((s[label] + epsilon) / (1 + count * epsilon))
}
