// Mistake: the logits go through no activation function, so no f′ of them comes in

private func gradients(
  _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
  _ activation: HiddenActivation, _ lambda: Double
) -> NetworkParameters {
  var gradients = parameters
  var upstream = logitGradient(pass.preActivations[parameters.layers.last!], labels)
  upstream =
    upstream * derivative(of: activation, at: pass.preActivations[parameters.layers.last!])
  for layer in parameters.layers.reversed() {
    let (weights, biases) = parameterGradients(upstream, pass.activations[layer])
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
