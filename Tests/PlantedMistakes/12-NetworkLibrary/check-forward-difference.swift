// Mistake: a central difference looks to both sides: +h and −h

private func numericalGradient(
  of parameter: Parameter, step: Double, _ loss: () throws -> Double
) throws -> Matrix {
  let original = parameter.value
  defer { parameter.value = original }
  return try Matrix(rows: original.rows, columns: original.columns) { row, column in
    parameter.value[row, column] = original[row, column] + step
    let above = try loss()
    parameter.value[row, column] = original[row, column]
    let below = try loss()
    parameter.value[row, column] = original[row, column]
    return (above - below) / step
  }
}
