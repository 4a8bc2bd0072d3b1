// Mistake: each entry of r xᵀ is a product: the factor r is missing

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(residual(matrix, offset, input, target).map { _ in 1 }, input)
}
