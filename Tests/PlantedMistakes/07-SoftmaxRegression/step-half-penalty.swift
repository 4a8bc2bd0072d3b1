// Mistake: λ‖W‖² has no ½: its part of the gradient is twice as large

public func trainingStep(
  weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Matrix {
  try check(weights, inputs, labels)
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")
  return weights - learningRate
    * slope(weights, inputs, targets(labels, weights.columns), lambda / 2)
}
