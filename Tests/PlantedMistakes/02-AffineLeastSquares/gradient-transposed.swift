// Mistake: this is x rᵀ, m × d: the gradient r xᵀ has the shape of A, d × m

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(input, residual(matrix, offset, input, target))
}
