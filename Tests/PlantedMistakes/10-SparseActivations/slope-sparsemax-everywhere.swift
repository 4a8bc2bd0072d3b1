// Mistake: where the probability is 0 or 1, it doesn't move: the slope is 0

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 * b - abs(t)
  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return 0.5
  case .relumax: return abs(t) < b ? b / (sum * sum) : 0
  }
}
