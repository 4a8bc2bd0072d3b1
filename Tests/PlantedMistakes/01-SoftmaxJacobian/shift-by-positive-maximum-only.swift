// Mistake: no exponential is left, all are rounded to 0: the maximum itself has to be subtracted, also where it is negative

public func softmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let exponentials = exp((logits - max(0, logits.maximum())) / temperature)
  return exponentials / exponentials.sum()
}
