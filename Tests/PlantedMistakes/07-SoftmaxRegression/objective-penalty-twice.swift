// Mistake: the penalty counts λ‖W‖² once, not twice

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels) + 2 * lambda * weights.squaredNorm()
}
