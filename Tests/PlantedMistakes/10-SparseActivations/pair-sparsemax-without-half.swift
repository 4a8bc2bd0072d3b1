// Mistake: the line goes through ½ at t = 0: it is (t + 1)/2

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t) / b)
  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip(t, to: 0...1)
  case .relumax: return (t < 0 ? smaller : 1) / (1 + smaller)
  }
}
