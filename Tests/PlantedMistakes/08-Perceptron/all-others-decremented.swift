// Mistake: every class but the right one is decremented, where only the predicted one must be

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let prediction = matmul(weights, input).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(label, to: weights.row(label) + input)
  for other in 0..<weights.rows where other != label {
    weights.setRow(other, to: weights.row(other) - input)
  }
  return weights
}
