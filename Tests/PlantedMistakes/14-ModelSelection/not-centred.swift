// Mistake: the mean is subtracted before the division

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
  var deviations = sqrt((centred * centred).columnMeans())
  let ranges = abs(training - training.row(0)).columnMaxima()
  for j in ranges.indices where ranges[j] == 0 { deviations[j] = 1 }

  var result = inputs
  for i in 0..<result.rows { result.setRow(i, to: result.row(i) / deviations) }
  return result
}
