// Mistake: Σ rⱼ is too large for a Double at b = 1e308: divide each rᵢ by b first

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - logits.maximum() + b)
  return r / r.sum()
}
