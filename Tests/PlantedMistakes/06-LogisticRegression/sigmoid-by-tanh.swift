// Mistake: 1 + tanh(z/2), or 1 − σ(−z), cancels for a negative z: no digit is left

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return 0.5 * (1 + tanh(0.5 * logits))
}
