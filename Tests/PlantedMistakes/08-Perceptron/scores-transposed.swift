// Mistake: scores have a row for each sample and a column for each class, not the other way round

public func scores(weights: Matrix, inputs: Matrix) throws -> Matrix {
  try check(weights)
  try check(inputs, "inputs", columns: weights.columns)
  return matmul(weights, inputs, transposeB: true)
}
