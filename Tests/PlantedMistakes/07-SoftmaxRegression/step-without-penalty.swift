// Mistake: λ‖W‖² is in the loss, but its derivative is not in the gradient

public func trainingStep(
  weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Matrix {
  try check(weights, inputs, labels)
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")
  return weights - learningRate * slope(weights, inputs, targets(labels, weights.columns), 0)
}
