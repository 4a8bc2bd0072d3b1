// Mistake: the hidden layers need their activation function: without it they are one line

private func logits(
  of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
) -> Matrix {
  var result = inputs
  for layer in parameters.layers {
    if layer > 0 { result = result * 1 }
    result = affine(result, parameters.weights[layer], parameters.biases[layer])
  }
  return result
}
