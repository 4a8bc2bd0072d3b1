// Mistake: the ½ of ½‖r‖² takes the 2 of the square: there is no factor 2 left

public func offsetGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try 2 * residual(matrix, offset, input, target)
}
