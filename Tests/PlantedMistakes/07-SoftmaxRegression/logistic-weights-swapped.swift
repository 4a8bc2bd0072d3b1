// Mistake: w points to class 1: column 1 minus column 0

public func logisticWeights(weights: Matrix) throws -> Vector {
  try check(weights, "weights")
  guard weights.columns == 2 else {
    throw InvalidInput("weights must have 2 columns, but it has \(weights.columns)")
  }
  return weights.column(0) - weights.column(1)
}
