// Mistake: the losses of the samples are added up: the mean divides by their number

public func objective(
  weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(weights, inputs, labels)
  try check(lambda, "lambda")
  return Double(labels.count) * loss(matmul(inputs, weights), labels) + lambda
    * weights.squaredNorm()
}
