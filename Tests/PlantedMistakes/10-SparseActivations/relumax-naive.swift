// Mistake: this is relu(z)/Σ relu(z): max z and b are missing

public func relumax(logits: Vector, b: Double) throws -> Vector {
  try check(b, "b")
  try check(logits, "logits")
  return relu(logits) / relu(logits).sum()
}
