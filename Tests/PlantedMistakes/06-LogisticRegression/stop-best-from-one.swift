// Mistake: best is an index, and indices count from 0

public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
  try check(validationLosses, "validationLosses")
  try check(patience, "patience")

  var best = 0
  for (i, loss) in validationLosses.enumerated() {
    if loss < validationLosses[best] { best = i }
    if i - best == patience { return StoppingPoint(validations: i + 1, best: best + 1) }
  }
  return StoppingPoint(validations: validationLosses.count, best: best + 1)
}
