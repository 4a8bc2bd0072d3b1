// Mistake: empty input is refused before anything is computed

private func check(_ matrix: Matrix, _ name: String) throws {
  guard matrix.columns > 0 else {
    throw InvalidInput(
      "\(name) must have rows and columns, but it is \(matrix.rows) × \(matrix.columns)")
  }
  if let entry = matrix.elements.first(where: { !$0.isFinite }) {
    throw InvalidInput("\(name) must be finite, but it has \(entry)")
  }
}

public func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
  try check(inputs, "inputs")
  try check(training, "training")
  guard inputs.columns == training.columns else {
    throw InvalidInput(
      "inputs must have \(training.columns) columns as training has, but it has "
        + "\(inputs.columns)")
  }
  guard training.rows > 0, inputs.rows > 0 else { return inputs }
  let means = training.columnMeans()
  let centred = training - means
  var deviations = sqrt((centred * centred).columnMeans())
  let ranges = abs(training - training.row(0)).columnMaxima()
  for j in ranges.indices where ranges[j] == 0 { deviations[j] = 1 }

  var result = inputs - means
  for i in 0..<result.rows { result.setRow(i, to: result.row(i) / deviations) }
  return result
}
