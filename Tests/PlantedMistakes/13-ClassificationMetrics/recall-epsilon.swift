// Mistake: an ε in the divisor makes every score a little wrong: 0/0 is a case of its own

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return confusion.diagonal / (confusion.rowSums() + 1e-8)
}
