// Mistake: these are the logits: their softmax is missing

private func slope(
  _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
) -> Matrix {
  let errors = matmul(inputs, weights) - targets
  let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
  return mean + 2 * lambda * weights
}
