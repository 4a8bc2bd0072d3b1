// Mistake: 1/τ is missing: y depends on z through z/τ, and the chain rule asks for that derivative too

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return .diagonal(y) - outer(y, y)
}
