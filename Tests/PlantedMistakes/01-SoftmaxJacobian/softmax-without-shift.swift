// Mistake: exp is taken of the logits themselves: it is infinite above 709.8, so the largest logit has to be subtracted first

public func softmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let exponentials = exp(logits / temperature)
  return exponentials / exponentials.sum()
}
