// Mistake: the biases are part of every layer: Z = A Wᵀ + b

private func affine(_ inputs: Matrix, _ weights: Matrix, _ biases: Vector) -> Matrix {
  matmul(inputs, weights, transposeB: true)
}
