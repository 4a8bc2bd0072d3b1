// Mistake: this is the specificity, the share of the other classes' samples

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  let others = confusion.sum() - confusion.rowSums()
  let falsePositives = confusion.columnSums() - confusion.diagonal
  return quotients(others - falsePositives, others)
}
