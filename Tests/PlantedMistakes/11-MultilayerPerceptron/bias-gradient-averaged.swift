// Mistake: a bias's gradient is the sum of G's rows: 1/n is in G already

private func gradients(
  _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
  _ activation: HiddenActivation, _ lambda: Double
) -> NetworkParameters {
  var gradients = parameters
  var upstream = logitGradient(pass.preActivations[parameters.layers.last!], labels)
  for layer in parameters.layers.reversed() {
    let (weights, biases) = parameterGradients(upstream, pass.activations[layer])
    gradients.weights[layer] = weights + lambda * parameters.weights[layer]
    gradients.biases[layer] = biases / Double(labels.count)
    if layer > 0 {
      upstream =
        matmul(upstream, parameters.weights[layer])
        * derivative(of: activation, at: pass.preActivations[layer - 1])
    }
  }
  return gradients
}
