// Mistake: the squared distances are divided by their number, not by one less

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  guard activations.count > 0 else {
    throw InvalidInput("activations must have entries, but it has 0")
  }
  try check(activations.elements, "activations")
  let mean = activations.mean()
  let variance = (activations - mean).squaredNorm() / Double(max(1, activations.count - 1))
  return ActivationStatistics(mean: mean, standardDeviation: sqrt(variance))
}
