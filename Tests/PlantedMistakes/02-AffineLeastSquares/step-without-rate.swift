// Mistake: the step is taken without the learning rate α

public func step(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let r = try residual(matrix, offset, input, target)
  return AffineMap(matrix: matrix - outer(r, input), offset: offset - r)
}
