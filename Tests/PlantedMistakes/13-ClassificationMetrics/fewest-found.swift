// Mistake: this is the class with fewest samples found: recall is a share of the class's samples

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  try check(confusion)
  let support = confusion.rowSums()
  return Vector(zip(confusion.diagonal, support).map { $1 > 0 ? $0 : .infinity }).argmin()
}
