// Mistake: y yᵀ is added to diag(y), but it has to be subtracted

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return (.diagonal(y) + outer(y, y)) / temperature
}
