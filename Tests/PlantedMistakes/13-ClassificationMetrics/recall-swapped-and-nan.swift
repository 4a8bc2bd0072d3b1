// Mistake: this is the precision: recall divides by how many samples the class has

public func recall(confusion: Matrix) throws -> Vector {
  try check(confusion)
  return confusion.diagonal / confusion.columnSums()
}
