// Mistake: recall divides by all samples of the class, the right ones included

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return quotients(confusion.diagonal, confusion.rowSums() - confusion.diagonal)
}
