// Mistake: the result is the new weights, not only what is added to them

public func trainingStep(
  weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
) throws -> Vector {
  try check(learningRate, "learningRate")
  let gradient = try gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)
  return -learningRate * gradient
}
