// Mistake: the sum of the exponentials is missing or lost: beside a large logit its logarithm is rounded away

public func softmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let largest = logits.maximum()
  let total = largest + temperature * logSumExp(shifted: (logits - largest) / temperature)
  return exp((logits - total) / temperature)
}
