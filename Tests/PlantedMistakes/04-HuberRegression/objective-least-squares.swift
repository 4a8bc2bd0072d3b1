// Mistake: the residuals are squared everywhere: this is the least squares objective

public func objective(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Double {
  try check(delta: delta)
  return 0.5 * (try residuals(weights, inputs, targets)).squaredNorm()
}
