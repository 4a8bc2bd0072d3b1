// Mistake: a row is a sample and a column is a class, not the other way round

public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
  try check(classes: classes)
  try check(labels, classes: classes)
  return targets(labels, classes).transposed()
}
