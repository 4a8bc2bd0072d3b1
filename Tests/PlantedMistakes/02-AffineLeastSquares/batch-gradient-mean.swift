// Mistake: the gradient of a batch is a sum over the samples, not a mean

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try matmul(residuals(matrix, offset, inputs, targets), inputs, transposeA: true)
    / Double(inputs.rows)
}
