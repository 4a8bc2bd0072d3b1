// Mistake: the larger of pᵢ and ε is taken, where pᵢ + ε is due

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  return -log(max(p[label], epsilon) / (1 + count * epsilon))
}
