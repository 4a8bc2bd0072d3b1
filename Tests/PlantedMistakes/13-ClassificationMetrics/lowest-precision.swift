// Mistake: this is the class of lowest precision: recall divides by rows

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  let precision = try precision(confusion: confusion)
  let support = confusion.rowSums()
  return Vector(zip(precision, support).map { $1 > 0 ? $0 : .infinity }).argmin()
}
