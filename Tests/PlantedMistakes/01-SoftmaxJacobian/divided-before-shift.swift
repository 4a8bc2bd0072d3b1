// Mistake: z/τ is infinite and ∞ − ∞ is NaN: subtract the maximum first, then divide by τ

private func shifted(_ logits: Vector, _ temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  let scaled = logits / temperature
  return scaled - scaled.maximum()
}
