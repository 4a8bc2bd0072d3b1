// Mistake: F1 is the harmonic mean of precision and recall, not the smaller of them

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return Vector(zip(precision, recall).map { min($0, $1) })
}
