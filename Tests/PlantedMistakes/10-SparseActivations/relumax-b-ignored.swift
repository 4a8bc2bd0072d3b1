// Mistake: b is taken to be 1: it may be another number

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - logits.maximum() + 1)
  return r / r.sum()
}
