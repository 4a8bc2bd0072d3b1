// Mistake: 1/N is missing: the loss is a mean over the samples

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true)
  return mean + 2 * lambda * Double(inputs.rows) * weights
}
