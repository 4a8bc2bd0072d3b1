// Mistake: every class gets a sigmoid of its own, so that a row doesn't add up to 1

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = sigmoid(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + 2 * lambda * weights
}
