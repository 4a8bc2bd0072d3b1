// Mistake: this is the line ½ + z/4, which touches σ at 0

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return 0.5 + 0.25 * logits
}
