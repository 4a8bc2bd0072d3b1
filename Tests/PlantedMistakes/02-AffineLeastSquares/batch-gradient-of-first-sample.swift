// Mistake: only the first sample of the batch is used

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try outer(residuals(matrix, offset, inputs, targets).row(0), inputs.row(0))
}
