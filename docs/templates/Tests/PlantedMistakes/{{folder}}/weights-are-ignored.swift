// Mistake: every value counts once here: multiply each by its weight first

public func weightedSum(values: Vector, weights: Vector) throws -> Double {
  guard weights.count == values.count else {
    throw InvalidInput(
      "weights must have \(values.count) entries, but it has \(weights.count)")
  }
  return values.sum()
}
