// Mistake: the factor 1/n of the mean comes in once: it is in G from the start

private func parameterGradients(
  _ upstream: Matrix, _ inputs: Matrix
) -> (weights: Matrix, biases: Vector) {
  let n = Double(inputs.rows)
  return (matmul(upstream, inputs, transposeA: true) / n, upstream.columnSums() / n)
}
