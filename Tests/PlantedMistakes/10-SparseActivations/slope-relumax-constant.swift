// Mistake: 1/(4b) is the slope at t = 0 only

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)

  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) < b ? 1 / (4 * b) : 0
  }
}
