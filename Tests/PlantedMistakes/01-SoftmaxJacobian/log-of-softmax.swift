// Mistake: log is taken of the softmax, which has been rounded to 0 or 1 before

public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
  log(try softmax(logits: logits, temperature: temperature))
}
