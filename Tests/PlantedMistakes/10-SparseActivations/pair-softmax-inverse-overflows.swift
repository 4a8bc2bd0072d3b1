// Mistake: e to −t is infinite below −709.8, where e to t is still a Double: use that one for t < 0

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t) / b)
  switch activation {
  case .softmax: return 1 / (1 + exp(-t))
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return (t < 0 ? smaller : 1) / (1 + smaller)
  }
}
