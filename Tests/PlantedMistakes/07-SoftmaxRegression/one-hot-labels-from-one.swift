// Mistake: labels count from 0: label 0 has its 1 in the first column

public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
  try check(classes: classes)
  try check(labels, classes: classes)
  return Matrix(rows: labels.count, columns: classes) { labels[$0] - 1 == $1 ? 1 : 0 }
}
