// Mistake: p₀ moves as much as p₁ does, the other way: each of them has half the slope

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 * b - abs(t)
  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 1 : 0
  case .relumax: return abs(t) < b ? b / (sum * sum) : 0
  }
}
