// Mistake: λ‖W‖² has no ½: its part of the gradient is twice as large

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = softmax(matmul(inputs, weights)) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + lambda * weights
}
