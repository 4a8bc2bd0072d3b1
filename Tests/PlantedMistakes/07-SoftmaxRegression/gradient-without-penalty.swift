// Mistake: λ‖W‖² is in the loss, but its derivative is not in the gradient

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean
}
