// Mistake: bad input is refused before anything is computed

public func updated(
  parameters: NetworkParameters, gradients: NetworkParameters, learningRate: Double
) throws -> NetworkParameters {
  try check(parameters)
  try check(learningRate, "learningRate")
  guard gradients.weights.count == parameters.weights.count,
    gradients.biases.map(\.count) == parameters.biases.map(\.count),
    gradients.weights.map(\.rows) == parameters.weights.map(\.rows),
    gradients.weights.map(\.columns) == parameters.weights.map(\.columns)
  else { return parameters }
  return step(from: parameters, against: gradients, learningRate)
}
