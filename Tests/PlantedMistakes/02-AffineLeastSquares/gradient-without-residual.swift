// Mistake: the derivative of f with respect to r is missing: it is a factor of the chain rule

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(residual(matrix, offset, input, target).map { _ in 1 }, input)
}
