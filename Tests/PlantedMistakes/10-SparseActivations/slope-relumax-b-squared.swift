// Mistake: the slope lacks a factor of b or 1/b

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 * b - abs(t)
  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) < b ? b * b / (sum * sum) : 0
  }
}
