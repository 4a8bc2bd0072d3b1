// Mistake: the denominator is taken for a constant, but it depends on the logits as well

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return .diagonal(y) / temperature
}
