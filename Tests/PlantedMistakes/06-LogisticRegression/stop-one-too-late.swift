// Mistake: the training goes on for one validation too many: mind the count

public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
  try check(validationLosses, "validationLosses")
  try check(patience, "patience")

  var best = 0
  for (i, loss) in validationLosses.enumerated() {
    if loss < validationLosses[best] { best = i }
    if i - best > patience { return StoppingPoint(validations: i + 1, best: best) }
  }
  return StoppingPoint(validations: validationLosses.count, best: best)
}
