// Mistake: the residual is Ax + b − t: t − Ax − b turns the sign of the gradient around

public func offsetGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try -residual(matrix, offset, input, target)
}
