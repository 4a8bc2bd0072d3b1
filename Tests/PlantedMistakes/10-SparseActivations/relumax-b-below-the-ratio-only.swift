// Mistake: b stands in the denominator of the ratio only: rᵢ in the numerator contains it as well

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  let shifted = logits - logits.maximum()
  return relu(shifted) / relu(shifted + b).sum()
}
