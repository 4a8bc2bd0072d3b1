// Mistake: without entries, or with NaN or infinity, there are no statistics

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  let mean = activations.sum() / Double(activations.count)
  let variance = (activations - mean).squaredNorm() / Double(activations.count)
  return ActivationStatistics(mean: mean, standardDeviation: sqrt(variance))
}
