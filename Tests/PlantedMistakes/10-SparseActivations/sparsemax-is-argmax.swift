// Mistake: the largest logit takes everything: that is argmax, not sparsemax

public func sparsemax(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return .basis(logits.argmax(), count: logits.count)
}
