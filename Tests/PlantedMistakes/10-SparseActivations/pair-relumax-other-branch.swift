// Mistake: the maximum is t only where t > 0: for the other sign the formula is a different one

public func pairProbability(
  of activation: SimplexActivation, t: Double, b: Double
) throws -> Double {
  try check(pair: t, b)
  let smaller = 0.0
  switch activation {
  case .softmax: return sigmoid(t)
  case .sparsemax: return clip((t + 1) / 2, to: 0...1)
  case .relumax: return t > -b ? (t + b) / (2 * b + t) : smaller
  }
}
