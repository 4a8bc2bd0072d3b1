// Mistake: the right class is not incremented: W_y += x is missing

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(prediction, to: weights.row(prediction) - input)
  return weights
}
