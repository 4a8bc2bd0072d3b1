// Mistake: the step is the learning rate times the gradient

private func step(
  from parameters: NetworkParameters, against gradients: NetworkParameters,
  _ learningRate: Double
) -> NetworkParameters {
  var parameters = parameters
  for layer in parameters.layers {
    parameters.weights[layer] -= gradients.weights[layer]
    parameters.biases[layer] -= gradients.biases[layer]
  }
  return parameters
}
