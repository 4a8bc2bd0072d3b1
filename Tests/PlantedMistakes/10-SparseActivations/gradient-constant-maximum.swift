// Mistake: the Jacobian of relumax is not the right one: max z is treated as a constant there

public func relumaxLossGradient(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Vector {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let active = indicator(p)
  let sum = b / p.maximum()
  return -(Vector.basis(label, count: p.count) * active - p[label] * active) / sum
    / (p[label] + epsilon)
}
