// Mistake: b is rounded away beside a large or ordinary logit, as in zᵢ − (max z − b): subtract max z first

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - (logits.maximum() - b))
  return r / r.sum()
}
