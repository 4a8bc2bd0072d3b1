// Mistake: the gradient is transposed: it has the shape of A, d × m, not m × d

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try matmul(inputs, residuals(matrix, offset, inputs, targets), transposeA: true)
}
