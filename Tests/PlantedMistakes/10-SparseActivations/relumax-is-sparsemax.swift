// Mistake: this is sparsemax: relumax depends on b

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  return try sparsemax(logits: logits)
}
