// Mistake: the step moves b and forgets A

public func step(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let r = try residual(matrix, offset, input, target)
  return AffineMap(matrix: matrix, offset: offset - learningRate * r)
}
