// Mistake: a label that stands for no class is a mistake in the data: refuse it

public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
  try check(classes: classes)
  guard !labels.isEmpty else { throw InvalidInput("labels must have entries, but it has 0") }
  return Matrix(rows: labels.count, columns: classes) {
    (labels[$0] % classes + classes) % classes == $1 ? 1 : 0
  }
}
