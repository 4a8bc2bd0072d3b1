// Mistake: b's gradient is taken at the new A: both gradients belong to the old A and b

public func step(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
) throws -> AffineMap {
  try check(learningRate: learningRate)
  let new = try matrix - learningRate * outer(residual(matrix, offset, input, target), input)
  let r = try residual(new, offset, input, target)
  return AffineMap(matrix: new, offset: offset - learningRate * r)
}
