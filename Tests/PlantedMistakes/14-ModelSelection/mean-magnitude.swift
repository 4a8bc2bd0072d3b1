// Mistake: the deviation is the root of the mean square, not the mean magnitude

public func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
  try check(inputs, "inputs")
  try check(training, "training")
  guard inputs.columns == training.columns else {
    throw InvalidInput(
      "inputs must have \(training.columns) columns as training has, but it has "
        + "\(inputs.columns)")
  }
  let means = training.columnMeans()
  let centred = training - means
  var deviations = abs(centred).columnMeans()
  let ranges = abs(training - training.row(0)).columnMaxima()
  for j in ranges.indices where ranges[j] == 0 { deviations[j] = 1 }

  var result = inputs - means
  for i in 0..<result.rows { result.setRow(i, to: result.row(i) / deviations) }
  return result
}
