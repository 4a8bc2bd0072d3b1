// Mistake: where the probability has just become 0 or 1, the slope is 0

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 * b - abs(t)
  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) <= b ? b / (sum * sum) : 0
  }
}
