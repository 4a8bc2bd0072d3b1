// Mistake: the penalty λ‖W‖² is missing

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels)
}
