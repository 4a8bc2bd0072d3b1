// Mistake: the biases are added, not subtracted

private func affine(_ inputs: Matrix, _ weights: Matrix, _ biases: Vector) -> Matrix {
  matmul(inputs, weights, transposeB: true) - biases
}
