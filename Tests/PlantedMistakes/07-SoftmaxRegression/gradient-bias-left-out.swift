// Mistake: the last row of W is penalised like the others

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  var penalised = weights
  penalised.setRow(weights.rows - 1, to: .zeros(weights.columns))
  return mean + 2 * lambda * penalised
}
