// Mistake: the offset b belongs to every sample, not only to the first

private func residuals(
  _ matrix: Matrix, _ offset: Vector, _ inputs: Matrix, _ targets: Matrix
) throws -> Matrix {
  try check(matrix, offset)
  guard inputs.rows > 0 else { throw InvalidInput("inputs must have rows, but it has 0") }
  try check(inputs, "inputs", rows: inputs.rows, columns: matrix.columns)
  try check(targets, "targets", rows: inputs.rows, columns: matrix.rows)
  var result = matmul(inputs, matrix, transposeB: true) - targets
  result.setRow(0, to: result.row(0) + offset)
  return result
}
