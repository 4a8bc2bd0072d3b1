// Mistake: the step goes up the hill: gradients are subtracted

public func step(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let r = try residual(matrix, offset, input, target)
  return AffineMap(
    matrix: matrix + learningRate * outer(r, input), offset: offset + learningRate * r)
}
