// Mistake: the gradient is transposed: it has the shape of A, d × m, not m × d

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(input, residual(matrix, offset, input, target))
}
