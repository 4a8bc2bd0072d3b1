// Mistake: the gradient is a mean already: the step isn't divided by n again

public func trainingStep(
  weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Vector {
  try check(learningRate, "learningRate")
  let gradient = try gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)
  return weights - learningRate * gradient / Double(labels.count)
}
