// Mistake: the ½ of ½‖r‖² takes the 2 of the square: there is no factor 2 left

public func inputGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try 2 * matmul(matrix, residual(matrix, offset, input, target), transposeA: true)
}
