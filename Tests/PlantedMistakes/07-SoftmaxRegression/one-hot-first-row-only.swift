// Mistake: only the first row is right: every label has a row of its own

public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
  try check(classes: classes)
  try check(labels, classes: classes)
  var rows = Matrix.zeros(labels.count, classes)
  rows[0, labels[0]] = 1
  return rows
}
