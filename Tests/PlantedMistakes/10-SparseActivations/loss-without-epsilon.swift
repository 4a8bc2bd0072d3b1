// Mistake: ε is missing: −log pᵢ is infinite where pᵢ is 0

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  return -log(p[label])
}
