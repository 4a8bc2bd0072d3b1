// Mistake: this is the first probability, which belongs to the logit 0

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t) / b)
  switch activation {
  case .softmax: return sigmoid(-t)
  case .sparsemax: return clip((1 - t) / 2, to: 0...1)
  case .relumax: return (t < 0 ? 1 : smaller) / (1 + smaller)
  }
}
