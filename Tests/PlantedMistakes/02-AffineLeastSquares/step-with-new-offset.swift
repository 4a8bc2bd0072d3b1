// Mistake: A's gradient is taken at the new b: both gradients belong to the old A and b

public func step(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let new = try offset - learningRate * residual(matrix, offset, input, target)
  let r = try residual(matrix, new, input, target)
  return AffineMap(matrix: matrix - learningRate * outer(r, input), offset: new)
}
