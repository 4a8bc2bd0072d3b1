// Mistake: z/τ − LSE(z) is not enough: the sum has to be taken of exp(z/τ) too

public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let shifted = logits - logits.maximum()
  return shifted / temperature - logSumExp(shifted: shifted)
}
