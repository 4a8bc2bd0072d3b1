// Mistake: the sign is wrong: when a logit grows, its own probability grows

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return (outer(y, y) - .diagonal(y)) / temperature
}
