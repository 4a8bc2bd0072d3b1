// Mistake: the value of a batch is a sum over the samples, not a mean

public func value(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Double {
  try 0.5 * residuals(matrix, offset, inputs, targets).squaredNorm() / Double(inputs.rows)
}
