// Mistake: the step takes the mean gradient of the batch, where the sum is due

public func step(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let r = try residuals(matrix, offset, inputs, targets) / Double(inputs.rows)
  return AffineMap(
    matrix: matrix - learningRate * matmul(r, inputs, transposeA: true),
    offset: offset - learningRate * r.columnSums())
}
