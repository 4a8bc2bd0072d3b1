// Mistake: the offset b is subtracted in the residual, where it must be added

private func residual(
  _ matrix: Matrix, _ offset: Vector, _ input: Vector, _ target: Vector
) throws -> Vector {
  try check(matrix, offset)
  try check(input, "input", count: matrix.columns)
  try check(target, "target", count: matrix.rows)
  return matmul(matrix, input) - offset - target
}
