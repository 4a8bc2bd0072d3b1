// Mistake: the softmax is taken of r, where r is to be divided by its sum

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let e = exp(relu(logits - logits.maximum() + b))
  return e / e.sum()
}
