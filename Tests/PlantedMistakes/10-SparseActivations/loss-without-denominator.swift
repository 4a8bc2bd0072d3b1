// Mistake: 1 + Kε is missing: the probabilities plus ε have this sum

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  return -log(p[label] + epsilon)
}
