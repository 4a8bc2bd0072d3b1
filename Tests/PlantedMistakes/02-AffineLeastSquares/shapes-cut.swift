// Mistake: what doesn't fit is cut to the shorter one: shapes have to be checked first

private func residual(
  _ matrix: Matrix, _ offset: Vector, _ input: Vector, _ target: Vector
) throws -> Vector {
  try check(matrix, offset)
  var result = Vector.zeros(min(matrix.rows, target.count))
  for i in 0..<result.count {
    result[i] = offset[i] - target[i]
    for j in 0..<min(matrix.columns, input.count) { result[i] += matrix[i, j] * input[j] }
  }
  return result
}
