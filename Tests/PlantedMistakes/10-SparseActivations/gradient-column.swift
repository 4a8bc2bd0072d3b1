// Mistake: row i of the Jacobian is due, and its column i is there

public func relumaxLossGradient(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Vector {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let jacobian = try relumaxJacobian(logits: logits, b: b)
  return -jacobian.column(label) / (p[label] + epsilon)
}
