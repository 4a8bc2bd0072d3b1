// Mistake: a step changes the biases as well as the weights

private func step(
  from parameters: NetworkParameters, against gradients: NetworkParameters,
  _ learningRate: Double
) -> NetworkParameters {
  var parameters = parameters
  for layer in parameters.layers {
    parameters.weights[layer] -= learningRate * gradients.weights[layer]
  }
  return parameters
}
