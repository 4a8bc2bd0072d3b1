// Mistake: the offset b is left out of the residual Ax + b − t

private func residual(
  _ matrix: Matrix, _ offset: Vector, _ input: Vector, _ target: Vector
) throws -> Vector {
  try check(matrix, offset)
  try check(input, "input", count: matrix.columns)
  try check(target, "target", count: matrix.rows)
  return matmul(matrix, input) - target
}
