// Mistake: the signs are swapped: the right class gains x, the wrong one loses it

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(label, to: weights.row(label) - input)
  weights.setRow(prediction, to: weights.row(prediction) + input)
  return weights
}
