// Mistake: 1 + Kε is a constant: it changes the loss, and not its gradient

public func relumaxLossGradient(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Vector {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let jacobian = try relumaxJacobian(logits: logits, b: b)
  return -jacobian.row(label) / (p[label] + epsilon) / (1 + Double(p.count) * epsilon)
}
