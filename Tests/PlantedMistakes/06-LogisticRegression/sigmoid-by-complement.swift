// Mistake: 1 + tanh(z/2), or 1 − σ(−z), cancels for a negative z: no digit is left

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")

  return logits.map { z in
    let upper = 1 / (1 + exp(-abs(z)))
    return z < 0 ? 1 - upper : upper
  }
}
