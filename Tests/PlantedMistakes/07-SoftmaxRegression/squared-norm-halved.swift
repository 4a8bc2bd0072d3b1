// Mistake: the penalty is λ‖W‖² here, without a ½

public func squaredNorm(weights: Matrix) throws -> Double {
  try check(weights, "weights")
  return 0.5 * weights.squaredNorm()
}
