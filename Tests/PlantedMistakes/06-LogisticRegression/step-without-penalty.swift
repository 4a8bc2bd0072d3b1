// Mistake: a step has the penalty's gradient too

public func trainingStep(
  weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Vector {
  try check(learningRate, "learningRate")
  let gradient = try gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)

  let decay = 2 * lambda * weights
  return weights - learningRate * (gradient - decay)
}
