// Mistake: on its way back a gradient is multiplied by f′(z) at every hidden layer

private func gradients(
  _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
  _ activation: HiddenActivation, _ lambda: Double
) -> NetworkParameters {
  var gradients = parameters
  var upstream = logitGradient(pass.preActivations[parameters.layers.last!], labels)
  for layer in parameters.layers.reversed() {
    let (weights, biases) = parameterGradients(upstream, pass.activations[layer])
    gradients.weights[layer] = weights + lambda * parameters.weights[layer]
    gradients.biases[layer] = biases
    if layer > 0 {
      upstream =
        matmul(upstream, parameters.weights[layer])
    }
  }
  return gradients
}
