// Mistake: b stands in the numerator of the ratio only: Σ rⱼ in the denominator contains it as well

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let shifted = logits - logits.maximum()
  return relu(shifted + b) / relu(shifted).sum()
}
