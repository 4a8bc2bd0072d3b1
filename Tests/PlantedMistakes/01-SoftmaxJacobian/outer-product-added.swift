// Mistake: what comes from the denominator has the wrong sign

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return (.diagonal(y) + outer(y, y)) / temperature
}
