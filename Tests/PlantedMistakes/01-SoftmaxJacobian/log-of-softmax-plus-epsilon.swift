// Mistake: a small number is added to the softmax to keep log finite

public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
  log(try softmax(logits: logits, temperature: temperature) + 1e-12)
}
