// Mistake: F1 is 2PR/(P + R): without the 2 a perfect class gets ½

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return quotients(precision * recall, precision + recall)
}
