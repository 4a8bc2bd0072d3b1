// Mistake: the ½ of ½‖r‖² takes the 2 of the square: there is no factor 2 left

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try 2 * matmul(residuals(matrix, offset, inputs, targets), inputs, transposeA: true)
}
