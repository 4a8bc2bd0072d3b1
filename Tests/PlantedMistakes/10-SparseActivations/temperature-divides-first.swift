// Mistake: zᵢ/T is infinite, and ∞ − ∞ is NaN: subtract the maximum first

public func probabilities(
  of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
) throws -> Vector {
  try check(temperature, "temperature")
  try check(b, "b")
  try check(logits, "logits")
  let divided = logits / temperature
  let scaled = divided - divided.maximum()
  switch activation {
  case .softmax: return exp(scaled) / exp(scaled).sum()
  case .sparsemax: return relu(scaled - threshold(scaled))
  case .relumax: return relumax(shifted: scaled, b)
  }
}
