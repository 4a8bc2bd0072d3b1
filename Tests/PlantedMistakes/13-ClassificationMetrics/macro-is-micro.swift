// Mistake: this is the micro average: macro is the mean of the classes' scores, one weight for each class

public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
  try check(confusion)
  let weights: Vector
  switch averaging {
  case .macro:
    let share = confusion.diagonal.sum() / confusion.sum()
    return AverageScores(precision: share, recall: share, f1: share)
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
