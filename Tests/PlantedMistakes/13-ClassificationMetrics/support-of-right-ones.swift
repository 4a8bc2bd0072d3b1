// Mistake: support counts all samples of a class, not only those predicted right

public func support(confusion: Matrix) throws -> [Int] {
  try check(confusion)
  return confusion.diagonal.map { Int($0) }
}
