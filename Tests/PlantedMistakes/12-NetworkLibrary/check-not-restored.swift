// Mistake: each value comes back bit for bit: keep the old one, don't subtract h

private func numericalGradient(
  of parameter: Parameter, step: Double, _ loss: () throws -> Double
) throws -> Matrix {
  let original = parameter.value
  return try Matrix(rows: original.rows, columns: original.columns) { row, column in
    parameter.value[row, column] += step
    let above = try loss()
    parameter.value[row, column] -= 2 * step
    let below = try loss()
    parameter.value[row, column] += step
    return (above - below) / (2 * step)
  }
}
