// Mistake: the logits are clipped, so that large ones are no longer told apart

private func shifted(_ logits: Vector, _ temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  return clip(logits, to: -700...700) / temperature
}
