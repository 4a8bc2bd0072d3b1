// Mistake: the squares of the weights are added up, not averaged

public func squaredNorm(weights: Matrix) throws -> Double {
  try check(weights, "weights")
  return weights.squaredNorm() / Double(weights.count)
}
