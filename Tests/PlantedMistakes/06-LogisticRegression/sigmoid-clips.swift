// Mistake: the logits are clipped: σ is right without that

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return logits.map { 1 / (1 + exp(-clip($0, to: -500...500))) }
}
