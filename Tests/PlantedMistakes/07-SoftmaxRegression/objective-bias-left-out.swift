// Mistake: the last row of W is penalised like the others

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return loss(matmul(inputs, weights), labels) + lambda
    * weights[rows: ..<(weights.rows - 1)].squaredNorm()
}
