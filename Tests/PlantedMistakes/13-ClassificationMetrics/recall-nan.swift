// Mistake: 0/0 is 0 here: look at the divisor before you divide

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return confusion.diagonal / confusion.rowSums()
}
