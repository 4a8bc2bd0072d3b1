// Mistake: the exponentials are not divided by their sum

public func softmax(logits: Vector, temperature: Double) throws -> Vector {
  exp(try shifted(logits, temperature))
}
