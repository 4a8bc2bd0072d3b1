// Mistake: this is the derivative of r with respect to b: the chain rule has another factor

public func offsetGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try residual(matrix, offset, input, target).map { _ in 1 }
}
