// Mistake: 0/0 is 0 here, not 1

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return Vector(zip(confusion.diagonal, confusion.rowSums()).map { $1 == 0 ? 1 : $0 / $1 })
}
