// Mistake: the ½ of ½‖r‖² takes the 2 of the square: there is no factor 2 left

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  try 2 * outer(residual(matrix, offset, input, target), input)
}
