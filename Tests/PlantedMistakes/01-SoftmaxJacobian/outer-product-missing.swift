// Mistake: y yᵀ is missing: the sum under the fraction depends on the logits as well

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return .diagonal(y) / temperature
}
