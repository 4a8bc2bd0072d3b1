// Mistake: the probabilities are divided by T: it is the logits that are

public func probabilities(
  of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
) throws -> Vector {
  try check(temperature, "temperature")
  try check(b, "b")
  let scaled = try shifted(logits)
  switch activation {
  case .softmax: return exp(scaled) / exp(scaled).sum() / temperature
  case .sparsemax: return relu(scaled - threshold(scaled)) / temperature
  case .relumax: return relumax(shifted: scaled, b) / temperature
  }
}
