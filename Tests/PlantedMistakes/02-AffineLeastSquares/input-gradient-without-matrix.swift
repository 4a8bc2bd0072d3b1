// Mistake: the derivative of r with respect to x is missing: it is a factor of the chain rule

public func inputGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try residual(matrix, offset, input, target)
}
