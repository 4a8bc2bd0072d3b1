// Mistake: each layer has biases of its own, the last one too

private func pass(
  of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
) -> ForwardPass {
  var pass = ForwardPass(preActivations: [], activations: [inputs])
  for layer in parameters.layers {
    if layer > 0 {
      pass.activations.append(apply(activation, to: pass.preActivations[layer - 1]))
    }
    pass.preActivations.append(
      affine(
        pass.activations[layer], parameters.weights[layer],
        layer == 0 ? parameters.biases[0] : .zeros(parameters.biases[layer].count)))
  }
  return pass
}
