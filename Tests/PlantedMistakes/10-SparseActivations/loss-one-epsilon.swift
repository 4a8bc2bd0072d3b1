// Mistake: ε is added K times, once for each class: the sum is 1 + Kε, not 1 + ε

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  return -log((p[label] + epsilon) / (1 + epsilon))
}
