// Mistake: the weights are changed by ±1, where the input ±x must be added

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(label, to: weights.row(label) + 1)
  weights.setRow(prediction, to: weights.row(prediction) - 1)
  return weights
}
