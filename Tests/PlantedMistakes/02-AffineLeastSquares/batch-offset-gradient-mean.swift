// Mistake: the gradient of a batch is a sum over the samples, not a mean

public func offsetGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Vector {
  try residuals(matrix, offset, inputs, targets).columnMeans()
}
