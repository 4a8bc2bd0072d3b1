// Mistake: all entries count together: a mean of the rows' deviations is less

public func statistics(of activations: Matrix) throws -> ActivationStatistics {
  guard activations.count > 0 else {
    throw InvalidInput("activations must have entries, but it has 0")
  }
  try check(activations.elements, "activations")
  let mean = activations.mean()
  let turned = activations.transposed()
  let distances = turned - turned.columnMeans()
  let variances = (distances * distances).columnMeans()
  return ActivationStatistics(mean: mean, standardDeviation: sqrt(variances).mean())
}
