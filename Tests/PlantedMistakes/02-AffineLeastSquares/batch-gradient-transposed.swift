// Mistake: this is x rᵀ, m × d: the gradient r xᵀ has the shape of A, d × m

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try matmul(inputs, residuals(matrix, offset, inputs, targets), transposeA: true)
}
