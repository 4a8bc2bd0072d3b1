// Mistake: the temperature is not used: the logits are to be divided by τ

private func shifted(_ logits: Vector, _ temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  return logits - logits.maximum()
}
