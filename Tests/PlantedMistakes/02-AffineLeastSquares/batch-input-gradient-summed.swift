// Mistake: the gradients with respect to the inputs are summed: each sample has an input of its own

public func inputGradient(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Matrix {
  try Matrix(rows: [matmul(residuals(matrix, offset, inputs, targets), matrix).columnSums()])
}
