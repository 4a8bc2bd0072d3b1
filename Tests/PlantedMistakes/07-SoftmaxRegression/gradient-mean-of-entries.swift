// Mistake: 1/(NK): the mean is over the N samples, not over all N · K entries of a matrix

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(errors.count)
  return mean + 2 * lambda * weights
}
