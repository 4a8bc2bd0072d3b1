// Mistake: the norm in λ‖W‖² is squared

public func squaredNorm(weights: Matrix) throws -> Double {
  try check(weights, "weights")
  return weights.norm()
}
