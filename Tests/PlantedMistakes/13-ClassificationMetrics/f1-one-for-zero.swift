// Mistake: 0/0 is 0 here, not 1

public func f1(confusion: Matrix) throws -> Vector {
  let precision = try precision(confusion: confusion)
  let recall = try recall(confusion: confusion)
  return Vector(zip(precision, recall).map { $0 + $1 == 0 ? 1 : 2 * $0 * $1 / ($0 + $1) })
}
