// Mistake: this is the class of lowest F1, not of lowest recall

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  let f1 = try f1(confusion: confusion)
  let support = confusion.rowSums()
  return Vector(zip(f1, support).map { $1 > 0 ? $0 : .infinity }).argmin()
}
