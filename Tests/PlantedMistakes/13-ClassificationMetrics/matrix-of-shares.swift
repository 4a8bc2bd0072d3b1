// Mistake: the matrix holds counts, not shares of the rows

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  guard classCount >= 1 else {
    throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
  }
  try check(labels, predictions, classCount: classCount)
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions) { confusion[label, prediction] += 1 }
  return Matrix(rows: classCount, columns: classCount) { i, j in
    confusion[i, j] / max(confusion.row(i).sum(), 1)
  }
}
