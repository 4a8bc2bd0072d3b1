// Mistake: the standard deviation is the root of the mean squared distance

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  guard activations.count > 0 else {
    throw InvalidInput("activations must have entries, but it has 0")
  }
  try check(activations.elements, "activations")
  let mean = activations.mean()
  let variance = (activations - mean).squaredNorm() / Double(activations.count)
  return ActivationStatistics(mean: mean, standardDeviation: variance)
}
