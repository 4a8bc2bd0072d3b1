// Mistake: the wrong class is not decremented: W_ŷ −= x is missing

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(label, to: weights.row(label) + input)
  return weights
}
