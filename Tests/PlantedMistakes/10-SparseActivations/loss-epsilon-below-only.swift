// Mistake: ε is missing in pᵢ + ε: the logarithm is infinite where pᵢ is 0

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  return -log(p[label] / (1 + count * epsilon))
}
