// Mistake: the minimum is subtracted instead of the maximum

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - logits.minimum() + b)
  return r / r.sum()
}
