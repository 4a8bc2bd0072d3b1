// Mistake: the derivative of r with respect to A is missing: it is a factor of the chain rule

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try outer(residual(matrix, offset, input, target), Vector.ones(input.count))
}
