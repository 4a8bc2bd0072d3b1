// Mistake: only the first row is right: every label has a row of its own

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  var errors = softmax(matmul(inputs, weights))
  errors.setRow(0, to: errors.row(0) - targets.row(0))
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + 2 * lambda * weights
}
