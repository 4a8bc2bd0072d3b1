// Mistake: this is the macro average: micro adds up the counts of all classes before it divides

public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
  try check(confusion)
  let weights: Vector
  switch averaging {
  case .macro: weights = .ones(confusion.rows)
  case .weighted: weights = confusion.rowSums()
  case .micro: weights = .ones(confusion.rows)
  }
  func mean(_ scores: Vector) -> Double { dot(weights, scores) / weights.sum() }
  return AverageScores(
    precision: mean(try precision(confusion: confusion)),
    recall: mean(try recall(confusion: confusion)), f1: mean(try f1(confusion: confusion)))
}
