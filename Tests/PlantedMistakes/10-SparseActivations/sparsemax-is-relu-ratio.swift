// Mistake: this is relu(z)/Σ relu(z): sparsemax subtracts, it doesn't divide

public func sparsemax(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return relu(logits) / relu(logits).sum()
}
