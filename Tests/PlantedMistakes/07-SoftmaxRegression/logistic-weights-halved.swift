// Mistake: w is the whole difference of the columns, not half of it

public func logisticWeights(weights: Matrix) throws -> Vector {
  try check(weights, "weights")
  guard weights.columns == 2 else {
    throw InvalidInput("weights must have 2 columns, but it has \(weights.columns)")
  }
  return (weights.column(1) - weights.column(0)) / 2
}
