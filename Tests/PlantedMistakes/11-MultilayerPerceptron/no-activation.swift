// Mistake: the hidden layers need their activation function: without it they are one line

private func pass(
  of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
) -> ForwardPass {
  var pass = ForwardPass(preActivations: [], activations: [inputs])
  for layer in parameters.layers {
    if layer > 0 {
      pass.activations.append(pass.preActivations[layer - 1])
    }
    pass.preActivations.append(
      affine(pass.activations[layer], parameters.weights[layer], parameters.biases[layer]))
  }
  return pass
}
