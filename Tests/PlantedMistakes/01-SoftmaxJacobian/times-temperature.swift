// Mistake: the logits are multiplied by τ instead of divided by it

private func shifted(_ logits: Vector, _ temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  return (logits - logits.maximum()) * temperature
}
