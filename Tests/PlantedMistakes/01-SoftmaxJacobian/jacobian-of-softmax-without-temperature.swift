// Mistake: 1/τ is there, but the probabilities in the Jacobian are those at τ = 1

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  try check(temperature: temperature)
  let y = try softmax(logits: logits, temperature: 1)
  return (.diagonal(y) - outer(y, y)) / temperature
}
