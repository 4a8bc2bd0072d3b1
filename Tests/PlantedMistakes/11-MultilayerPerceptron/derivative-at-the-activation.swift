// Mistake: f′ is asked for at the pre-activation z, not at the activation f(z)

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
        * derivative(of: activation, at: pass.activations[layer])
    }
  }
  return gradients
}
