// Mistake: this is the class with most samples missed: recall is a share of the class's samples

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  try check(confusion)
  return (confusion.rowSums() - confusion.diagonal).argmax()
}
