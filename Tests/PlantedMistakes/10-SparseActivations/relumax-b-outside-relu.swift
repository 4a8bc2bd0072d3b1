// Mistake: b is added after relu: it belongs inside, relu(zᵢ − max z + b)

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let r = relu(logits - logits.maximum()) + b
  return r / r.sum()
}
