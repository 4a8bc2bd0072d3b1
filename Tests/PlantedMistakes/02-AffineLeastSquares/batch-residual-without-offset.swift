// Mistake: the offset b is left out of the residual Ax + b − t

private func residuals(
  _ matrix: Matrix, _ offset: Vector, _ inputs: Matrix, _ targets: Matrix
) throws -> Matrix {
  try check(matrix, offset)
  guard inputs.rows > 0 else { throw InvalidInput("inputs must have rows, but it has 0") }
  try check(inputs, "inputs", rows: inputs.rows, columns: matrix.columns)
  try check(targets, "targets", rows: inputs.rows, columns: matrix.rows)
  return matmul(inputs, matrix, transposeB: true) - targets
}
