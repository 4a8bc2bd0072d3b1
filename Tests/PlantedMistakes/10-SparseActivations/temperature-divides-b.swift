// Mistake: b is divided by T as well: then T cancels, and nothing changes

public func probabilities(
  of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
) throws -> Vector {
  try check(temperature, "temperature")
  try check(b, "b")
  let scaled = try shifted(logits) / temperature
  switch activation {
  case .softmax: return exp(scaled) / exp(scaled).sum()
  case .sparsemax: return relu(scaled - threshold(scaled))
  case .relumax: return relumax(shifted: scaled, b / temperature)
  }
}
