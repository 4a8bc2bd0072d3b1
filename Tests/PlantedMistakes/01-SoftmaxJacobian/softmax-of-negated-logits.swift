// Mistake: the softmax is taken of −z, so that the smallest logit wins

public func softmax(logits: Vector, temperature: Double) throws -> Vector {
  let exponentials = exp(try shifted(-logits, temperature))
  return exponentials / exponentials.sum()
}
