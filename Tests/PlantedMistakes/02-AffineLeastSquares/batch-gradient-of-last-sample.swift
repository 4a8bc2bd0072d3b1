// Mistake: only the last sample of the batch is used

public func matrixGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  var gradient = Matrix.zeros(matrix.rows, matrix.columns)
  let r = try residuals(matrix, offset, inputs, targets)
  for k in 0..<inputs.rows { gradient = outer(r.row(k), inputs.row(k)) }
  return gradient
}
