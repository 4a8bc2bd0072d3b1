// Mistake: support counts the samples that belong to a class, not those predicted as it

public func support(confusion: Matrix) throws -> [Int] {
  try check(confusion)
  return confusion.columnSums().map { Int($0) }
}
