// Mistake: a bias's gradient is a sum over the samples, so there is one for each output

private func gradients(
  _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
  _ activation: HiddenActivation, _ lambda: Double
) -> NetworkParameters {
  var gradients = parameters
  var upstream = logitGradient(pass.preActivations[parameters.layers.last!], labels)
  for layer in parameters.layers.reversed() {
    let (weights, _) = parameterGradients(upstream, pass.activations[layer])
    gradients.weights[layer] = weights + lambda * parameters.weights[layer]
    gradients.biases[layer] = upstream.rowSums()
    if layer > 0 {
      upstream =
        matmul(upstream, parameters.weights[layer])
        * derivative(of: activation, at: pass.preActivations[layer - 1])
    }
  }
  return gradients
}
