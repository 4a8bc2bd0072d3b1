// Mistake: distances are taken from the mean, not from 0

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  guard activations.count > 0 else {
    throw InvalidInput("activations must have entries, but it has 0")
  }
  try check(activations.elements, "activations")
  let mean = activations.mean()
  let square = activations.squaredNorm() / Double(activations.count)
  return ActivationStatistics(mean: mean, standardDeviation: sqrt(square))
}
