// Mistake: r is not divided by its sum

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  return relu(logits - logits.maximum() + b)
}
