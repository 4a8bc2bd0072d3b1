// Mistake: this is tanh, which goes from −1 to 1

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  return tanh(logits)
}
