// Mistake: a step goes downhill, against the gradient: −α times it, not +α

private func step(
  from parameters: NetworkParameters, against gradients: NetworkParameters,
  _ learningRate: Double
) -> NetworkParameters {
  var parameters = parameters
  for layer in parameters.layers {
    parameters.weights[layer] += learningRate * gradients.weights[layer]
    parameters.biases[layer] += learningRate * gradients.biases[layer]
  }
  return parameters
}
