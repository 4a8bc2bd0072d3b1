// Mistake: the penalty is λ‖W‖² here, without a ½

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels) + lambda / 2 * weights.squaredNorm()
}
