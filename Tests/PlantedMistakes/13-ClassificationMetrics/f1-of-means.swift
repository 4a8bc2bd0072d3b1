// Mistake: average the classes' F1: the F1 of the average precision and recall is something else

public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
  try check(confusion)
  let weights: Vector
  switch averaging {
  case .macro: weights = .ones(confusion.rows)
  case .weighted: weights = confusion.rowSums()
  case .micro:
    let share = confusion.diagonal.sum() / confusion.sum()
    return AverageScores(precision: share, recall: share, f1: share)
  }
  func mean(_ scores: Vector) -> Double { dot(weights, scores) / weights.sum() }
  let precision = mean(try precision(confusion: confusion))
  let recall = mean(try recall(confusion: confusion))
  let f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
  return AverageScores(precision: precision, recall: recall, f1: f1)
}
