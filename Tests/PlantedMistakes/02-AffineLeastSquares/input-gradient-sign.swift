// Mistake: the residual is Ax + b − t: t − Ax − b turns the sign of the gradient around

public func inputGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try -matmul(matrix, residual(matrix, offset, input, target), transposeA: true)
}
