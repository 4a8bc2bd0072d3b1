// Mistake: the mean of squares minus the squared mean loses all digits where the mean is large

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  guard activations.count > 0 else {
    throw InvalidInput("activations must have entries, but it has 0")
  }
  try check(activations.elements, "activations")
  let mean = activations.mean()
  let variance = activations.squaredNorm() / Double(activations.count) - mean * mean
  return ActivationStatistics(mean: mean, standardDeviation: sqrt(max(0, variance)))
}
