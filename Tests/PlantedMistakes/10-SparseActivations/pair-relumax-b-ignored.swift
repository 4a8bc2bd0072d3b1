// Mistake: b is taken to be 1: it may be another number

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t))
  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return (t < 0 ? smaller : 1) / (1 + smaller)
  }
}
