// Mistake: this is the softmax, which is never 0

public func sparsemax(logits: Vector) throws -> Vector {
  let exponentials = exp(try shifted(logits))
  return exponentials / exponentials.sum()
}
