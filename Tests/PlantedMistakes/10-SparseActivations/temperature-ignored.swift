// Mistake: the temperature is not used: the logits are to be divided by T

public func probabilities(
  of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
) throws -> Vector {
  try check(temperature, "temperature")
  try check(b, "b")
  let scaled = try shifted(logits)
  switch activation {
  case .softmax: return exp(scaled) / exp(scaled).sum()
  case .sparsemax: return relu(scaled - threshold(scaled))
  case .relumax: return relumax(shifted: scaled, b)
  }
}
