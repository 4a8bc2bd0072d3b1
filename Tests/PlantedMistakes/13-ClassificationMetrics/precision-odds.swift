// Mistake: precision divides by all predictions of the class, the right ones included

public func precision(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return quotients(confusion.diagonal, confusion.columnSums() - confusion.diagonal)
}
