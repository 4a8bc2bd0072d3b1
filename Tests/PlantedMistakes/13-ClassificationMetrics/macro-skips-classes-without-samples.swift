// Mistake: every class counts in the macro average, also one that has no sample or was never predicted

public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
  try check(confusion)
  let weights: Vector
  switch averaging {
  case .macro: weights = confusion.rowSums().map { $0 > 0 ? 1 : 0 }
  case .weighted: weights = confusion.rowSums()
  case .micro:
    let share = confusion.diagonal.sum() / confusion.sum()
    return AverageScores(precision: share, recall: share, f1: share)
  }
  func mean(_ scores: Vector) -> Double { dot(weights, scores) / weights.sum() }
  return AverageScores(
    precision: mean(try precision(confusion: confusion)),
    recall: mean(try recall(confusion: confusion)), f1: mean(try f1(confusion: confusion)))
}
