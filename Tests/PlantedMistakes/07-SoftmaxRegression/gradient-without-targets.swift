// Mistake: the labels play no part in this gradient: the loss depends on them

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights))
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + 2 * lambda * weights
}
