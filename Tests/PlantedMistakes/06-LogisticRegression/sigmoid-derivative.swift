// Mistake: this is the derivative σ(1 − σ), not σ

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")

  return logits.map { z in
    let small = exp(-abs(z))
    return small / ((1 + small) * (1 + small))
  }
}
