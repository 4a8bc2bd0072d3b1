// Mistake: e⁻ᶻ is too large for a Double at z = −720, where σ(z) itself is small but not 0

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return logits.map { 1 / (1 + exp(-$0)) }
}
