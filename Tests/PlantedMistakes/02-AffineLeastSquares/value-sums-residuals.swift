// Mistake: the residuals are added, where their squares must be

public func value(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Double {
  try 0.5 * residual(matrix, offset, input, target).sum()
}
