// Mistake: there are no more validations than losses

public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
  try check(validationLosses, "validationLosses")
  try check(patience, "patience")

  var best = 0
  for i in validationLosses.indices where validationLosses[i] < validationLosses[best] {
    if i - best > patience { break }
    best = i
  }
  return StoppingPoint(validations: min(best + 1 + patience, 11), best: best)
}
