// Mistake: each entry of r xᵀ is a product: the factor x is missing

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(residual(matrix, offset, input, target), Vector.ones(input.count))
}
