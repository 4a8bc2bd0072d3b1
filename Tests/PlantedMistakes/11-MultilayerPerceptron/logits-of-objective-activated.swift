// Mistake: the last layer is not hidden: its logits go through no activation function

private func logits(
  of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
) -> Matrix {
  var result = inputs
  for layer in parameters.layers {
    if layer > 0 { result = apply(activation, to: result) }
    result = affine(result, parameters.weights[layer], parameters.biases[layer])
  }
  return apply(activation, to: result)
}
