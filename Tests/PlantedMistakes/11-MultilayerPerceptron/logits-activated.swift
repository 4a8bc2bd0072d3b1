// Mistake: the last layer is not hidden: its logits go through no activation function

private func pass(
  of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
) -> ForwardPass {
  var pass = ForwardPass(preActivations: [], activations: [inputs])
  for layer in parameters.layers {
    if layer > 0 {
      pass.activations.append(apply(activation, to: pass.preActivations[layer - 1]))
    }
    pass.preActivations.append(
      affine(pass.activations[layer], parameters.weights[layer], parameters.biases[layer]))
  }
  pass.preActivations[parameters.layers.last!] = apply(
    activation, to: pass.preActivations[parameters.layers.last!])
  return pass
}
