// Mistake: a class's score divides by a count of that class, not by all samples

public func precision(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return confusion.diagonal / confusion.sum()
}
