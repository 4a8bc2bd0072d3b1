// Mistake: the objective is a sum over the samples, not a mean

public func objective(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Double {
  try residuals(weights, inputs, targets)
    .map { try loss(residual: $0, delta: delta) }
    .mean()
}
