// Mistake: what goes into a layer is f(Z) of the layer before, not Z itself

private func gradients(
  _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
  _ activation: HiddenActivation, _ lambda: Double
) -> NetworkParameters {
  var gradients = parameters
  var upstream = logitGradient(pass.preActivations[parameters.layers.last!], labels)
  for layer in parameters.layers.reversed() {
    let (weights, biases) = parameterGradients(
      upstream, layer > 0 ? pass.preActivations[layer - 1] : pass.activations[0])
    gradients.weights[layer] = weights + lambda * parameters.weights[layer]
    gradients.biases[layer] = biases
    if layer > 0 {
      upstream =
        matmul(upstream, parameters.weights[layer])
        * derivative(of: activation, at: pass.preActivations[layer - 1])
    }
  }
  return gradients
}
