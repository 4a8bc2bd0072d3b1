// Mistake: 0/0 is 0 here: look at the divisor before you divide

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return 2 * precision * recall / (precision + recall)
}
