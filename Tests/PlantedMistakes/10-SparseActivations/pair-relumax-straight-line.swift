// Mistake: this is a straight line from −b to b; relumax is a curve in between

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)

  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return clip((t + b) / (2 * b), to: 0...1)
  }
}
