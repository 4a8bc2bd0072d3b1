// Mistake: what doesn't fit is cut to the shorter one: shapes have to be checked first

public func gradient(
  weights: Vector, inputs: Matrix, targets: Vector, delta: Double
) throws -> Vector {
  try check(delta: delta)
  var gradient = Vector.zeros(weights.count)
  for (i, target) in zip(0..<inputs.rows, targets) {
    let row = inputs.row(i)
    let prediction = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let pull = clip(target - prediction, to: -delta...delta)
    for (j, input) in zip(weights.indices, row) { gradient[j] -= pull * input }
  }
  return gradient
}
