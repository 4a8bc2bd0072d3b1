// Mistake: this is a straight line from −b to b; relumax is a curve in between

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)

  switch activation {
  case .softmax: return sigmoid(t) * sigmoid(-t)
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) < b ? 1 / (2 * b) : 0
  }
}
