// Mistake: the Jacobian is multiplied by τ instead of divided by it

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return temperature * (.diagonal(y) - outer(y, y))
}
