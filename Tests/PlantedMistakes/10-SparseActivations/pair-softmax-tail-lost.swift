// Mistake: 1 − p has lost all digits, because p is rounded to 1: use the sigmoid of −t for it

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = relu(1 - abs(t) / b)
  switch activation {
  case .softmax: return 1 - sigmoid(-t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return (t < 0 ? smaller : 1) / (1 + smaller)
  }
}
