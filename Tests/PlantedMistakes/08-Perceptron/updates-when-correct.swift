// Mistake: the weights are changed although the prediction was right

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  var weights = weights
  weights.setRow(label, to: weights.row(label) + input)
  if prediction != label {
    weights.setRow(prediction, to: weights.row(prediction) - input)
  }
  return weights
}
