// Mistake: the maximum is not subtracted: zᵢ − max z + b is due

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits + b)
  return r / r.sum()
}
