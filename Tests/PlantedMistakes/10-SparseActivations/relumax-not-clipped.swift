// Mistake: zᵢ − max z + b is not cut at 0

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = logits - logits.maximum() + b
  return r / r.sum()
}
