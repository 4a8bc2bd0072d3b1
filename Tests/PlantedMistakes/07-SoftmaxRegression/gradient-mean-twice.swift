// Mistake: 1/N is applied twice

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows * inputs.rows)
  return mean + 2 * lambda * weights
}
