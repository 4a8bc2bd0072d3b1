// Mistake: the sign of z: σ grows from 0 to 1, and 1/(1 + eᶻ) falls

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return logits.map { 1 / (1 + exp($0)) }
}
