// Mistake: (z − LSE(z))/τ is something else: the temperature belongs inside the exponentials as well

public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let shifted = logits - logits.maximum()
  return (shifted - logSumExp(shifted: shifted)) / temperature
}
