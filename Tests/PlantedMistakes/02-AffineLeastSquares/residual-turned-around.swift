// Mistake: the residual is Ax + b − t: t − Ax − b turns the sign of the gradient around

private func residual(
  _ matrix: Matrix, _ offset: Vector, _ input: Vector, _ target: Vector
) throws -> Vector {
  try check(matrix, offset)
  try check(input, "input", count: matrix.columns)
  try check(target, "target", count: matrix.rows)
  return target - matmul(matrix, input) - offset
}
