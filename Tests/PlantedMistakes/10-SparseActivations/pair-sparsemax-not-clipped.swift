// Mistake: the probability leaves 0…1: nothing stops the straight line

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t) / b)
  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return (t + 1) / 2
  case .relumax: return (t < 0 ? smaller : 1) / (1 + smaller)
  }
}
