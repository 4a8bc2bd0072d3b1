// Mistake: F1 counts the right predictions twice: this is their share of the union

public func f1(confusion: Matrix) throws -> Vector {
  try check(confusion)
  let union = confusion.rowSums() + confusion.columnSums() - confusion.diagonal
  return quotients(confusion.diagonal, union)
}
