// Mistake: a step changes all layers, not the last one only

private func step(
  from parameters: NetworkParameters, against gradients: NetworkParameters,
  _ learningRate: Double
) -> NetworkParameters {
  var parameters = parameters
  for layer in parameters.layers.suffix(1) {
    parameters.weights[layer] -= learningRate * gradients.weights[layer]
    parameters.biases[layer] -= learningRate * gradients.biases[layer]
  }
  return parameters
}
