// Mistake: this is the accuracy of c against the rest: true negatives count in neither of the two scores

public func precision(confusion: Matrix) throws -> Vector {
  try check(confusion)
  let wrong = confusion.rowSums() + confusion.columnSums() - 2 * confusion.diagonal
  return (confusion.sum() - wrong) / confusion.sum()
}
