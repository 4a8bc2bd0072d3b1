// Mistake: exp(t) overflows, and ∞/∞ is NaN

public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
  try check(pair: t, b)
  let sum = 2 * b - abs(t)
  let e = exp(-t)
  switch activation {
  case .softmax: return e / ((1 + e) * (1 + e))
  case .sparsemax: return abs(t) < 1 ? 0.5 : 0
  case .relumax: return abs(t) < b ? b / (sum * sum) : 0
  }
}
