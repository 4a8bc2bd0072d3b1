// Mistake: only the diagonal is there: every logit moves every probability, because all share one sum

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return .diagonal(y * (1 - y) / temperature)
}
