// Mistake: the softmax runs down the columns: the classes of one sample are in one row

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights).transposed()).transposed() - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + 2 * lambda * weights
}
