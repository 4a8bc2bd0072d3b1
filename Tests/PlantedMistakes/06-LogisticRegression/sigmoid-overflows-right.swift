// Mistake: eᶻ is too large for a Double, and ∞/∞ is not a number

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return logits.map { exp($0) / (1 + exp($0)) }
}
