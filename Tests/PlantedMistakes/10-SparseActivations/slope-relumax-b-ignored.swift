// Mistake: b is taken to be 1: it may be another number

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 - abs(t)
  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) < 1 ? 1 / (sum * sum) : 0
  }
}
