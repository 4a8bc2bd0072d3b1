// Mistake: the sign is wrong: the loss is minus the logarithm

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  return log((p[label] + epsilon) / (1 + count * epsilon))
}
