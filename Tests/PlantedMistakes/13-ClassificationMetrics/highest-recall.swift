// Mistake: this is the class of highest recall, not of lowest

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  return try recall(confusion: confusion).argmax()
}
