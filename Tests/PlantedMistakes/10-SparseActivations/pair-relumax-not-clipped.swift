// Mistake: the probability leaves 0…1: nothing stops the straight line

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)

  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return t > 0 ? b / (2 * b - t) : (t + b) / (2 * b + t)
  }
}
