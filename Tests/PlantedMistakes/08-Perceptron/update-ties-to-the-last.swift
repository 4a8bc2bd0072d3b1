// Mistake: of equal scores the lowest class wins, not the highest

private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
  let scores = matmul(weights, input)
  let prediction = scores.count - 1 - Vector(scores.reversed()).argmax()
  guard prediction != label else { return weights }
  var weights = weights
  weights.setRow(label, to: weights.row(label) + input)
  weights.setRow(prediction, to: weights.row(prediction) - input)
  return weights
}
