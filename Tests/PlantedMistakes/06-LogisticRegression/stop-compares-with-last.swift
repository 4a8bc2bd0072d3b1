// Mistake: a new best is lower than the best loss so far, not than the last one

public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
  try check(validationLosses, "validationLosses")
  try check(patience, "patience")

  var best = 0
  for (i, loss) in validationLosses.enumerated() {
    if i > 0 && loss < validationLosses[i - 1] { best = i }
    if i - best == patience { return StoppingPoint(validations: i + 1, best: best) }
  }
  return StoppingPoint(validations: validationLosses.count, best: best)
}
