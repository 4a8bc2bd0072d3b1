// Mistake: a feature is a column: means and deviations are taken down the columns

public func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
  try check(inputs, "inputs")
  try check(training, "training")
  guard inputs.columns == training.columns else {
    throw InvalidInput("inputs must have \(training.columns) columns, but it has \(inputs.columns)")
  }

  return Matrix(
    rows: (0..<inputs.rows).map { i in
      let centred = inputs.row(i) - inputs.row(i).mean()
      return centred / (centred * centred).mean().squareRoot()
    })
}
