// Mistake: the chain rule stops at p: row i of the Jacobian is still missing

public func relumaxLossGradient(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Vector {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  return -Vector.basis(label, count: p.count) / (p[label] + epsilon)
}
