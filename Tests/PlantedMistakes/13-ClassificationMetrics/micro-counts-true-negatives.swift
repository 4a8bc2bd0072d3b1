// Mistake: true negatives count in neither precision nor recall

public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
  try check(confusion)
  let weights: Vector
  switch averaging {
  case .macro: weights = .ones(confusion.rows)
  case .weighted: weights = confusion.rowSums()
  case .micro:
    let classes = Double(confusion.rows)
    let wrong = confusion.sum() - confusion.diagonal.sum()
    let share = (classes * confusion.sum() - 2 * wrong) / (classes * confusion.sum())
    return AverageScores(precision: share, recall: share, f1: share)
  }
  func mean(_ scores: Vector) -> Double { dot(weights, scores) / weights.sum() }
  return AverageScores(
    precision: mean(try precision(confusion: confusion)),
    recall: mean(try recall(confusion: confusion)), f1: mean(try f1(confusion: confusion)))
}
