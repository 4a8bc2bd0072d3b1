// Mistake: this is what the step adds: the new weights are W plus that

public func trainingStep(
  weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Matrix {
  try check(weights, inputs, labels)
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")
  return -learningRate * slope(weights, inputs, targets(labels, weights.columns), lambda)
}
