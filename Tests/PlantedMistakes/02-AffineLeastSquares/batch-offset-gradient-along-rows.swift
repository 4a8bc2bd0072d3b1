// Mistake: the residuals are summed within each sample: b's gradient sums over the samples

public func offsetGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Vector {
  try residuals(matrix, offset, inputs, targets).rowSums()
}
