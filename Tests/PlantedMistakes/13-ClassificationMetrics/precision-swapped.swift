// Mistake: this is the recall: precision divides by how often the class was predicted

public func precision(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return quotients(confusion.diagonal, confusion.rowSums())
}
