// Mistake: column 1 alone is not enough: what counts is its difference to column 0

public func logisticWeights(weights: Matrix) throws -> Vector {
  try check(weights, "weights")
  guard weights.columns == 2 else {
    throw InvalidInput("weights must have 2 columns, but it has \(weights.columns)")
  }
  return weights.column(1)
}
