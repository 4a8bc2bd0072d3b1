// Mistake: b's gradient is taken at the new A: both gradients belong to the old A and b

public func step(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let r = try residuals(matrix, offset, inputs, targets)
  let new = matrix - learningRate * matmul(r, inputs, transposeA: true)
  let later = try residuals(new, offset, inputs, targets)
  return AffineMap(matrix: new, offset: offset - learningRate * later.columnSums())
}
