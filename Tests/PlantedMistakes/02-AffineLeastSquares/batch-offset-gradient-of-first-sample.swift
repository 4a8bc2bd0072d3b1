// Mistake: only the first sample of the batch is used

public func offsetGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Vector {
  try residuals(matrix, offset, inputs, targets).row(0)
}
