// Mistake: the step is the learning rate times the gradient

public func trainingStep(
  weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Vector {
  try check(learningRate, "learningRate")
  let gradient = try gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)
  return weights - gradient
}
