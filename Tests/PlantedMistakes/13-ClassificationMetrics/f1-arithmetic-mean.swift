// Mistake: F1 is the harmonic mean of precision and recall, not their half sum

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return (precision + recall) / 2
}
