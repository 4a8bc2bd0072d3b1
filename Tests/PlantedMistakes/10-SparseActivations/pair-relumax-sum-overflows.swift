// Mistake: Σ rⱼ is too large for a Double at b = 1e308: divide each rᵢ by b first

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let sum = max(0, b - max(t, 0)) + max(0, t - max(t, 0) + b)
  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return max(0, t - max(t, 0) + b) / sum
  }
}
