// Mistake: 1/τ is taken twice: the result has a factor 1/τ² where 1/τ is due

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return (.diagonal(y) - outer(y, y)) / (temperature * temperature)
}
