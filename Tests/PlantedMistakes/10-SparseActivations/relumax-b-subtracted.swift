// Mistake: b is subtracted, so that no r is positive

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - logits.maximum() - b)
  return r / r.sum()
}
