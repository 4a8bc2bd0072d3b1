// Mistake: the validations without a new best are counted in a row: a new best sets the count back to 0

public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
  try check(validationLosses, "validationLosses")
  try check(patience, "patience")

  var (best, worse) = (0, 0)
  for i in validationLosses.indices.dropFirst() {
    if validationLosses[i] < validationLosses[best] { best = i } else { worse += 1 }
    if worse == patience { return StoppingPoint(validations: i + 1, best: best) }
  }
  return StoppingPoint(validations: validationLosses.count, best: best)
}
