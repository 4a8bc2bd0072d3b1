// Mistake: F1 is 2PR/(P + R): without the divisor it is no mean

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return 2 * precision * recall
}
