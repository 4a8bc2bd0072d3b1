// Mistake: the step is the learning rate times the gradient

public func trainingStep(
  weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Matrix {
  try check(weights, inputs, labels)
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")
  return (1 - 2 * lambda) * weights - learningRate
    * slope(weights, inputs, targets(labels, weights.columns), 0)
}
