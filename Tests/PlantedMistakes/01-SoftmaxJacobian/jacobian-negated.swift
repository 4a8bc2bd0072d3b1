// Mistake: the sign is wrong, as in y yᵀ − diag(y)

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return (outer(y, y) - .diagonal(y)) / temperature
}
