// Mistake: 1/(pᵢ + ε) is missing, the derivative of the logarithm

public func relumaxLossGradient(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Vector {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let jacobian = try relumaxJacobian(logits: logits, b: b)
  return -jacobian.row(label)
}
