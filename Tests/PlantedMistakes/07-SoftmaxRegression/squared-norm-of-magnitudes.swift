// Mistake: the penalty has the squares of the weights, not their magnitudes

public func squaredNorm(weights: Matrix) throws -> Double {
  try check(weights, "weights")
  return weights.norm1()
}
