// Mistake: the matrix has classCount rows and columns, also for classes that don't occur in the data

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  guard classCount >= 1 else {
    throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
  }
  try check(labels, predictions, classCount: classCount)
  let classCount = max(labels.max() ?? 0, predictions.max() ?? 0) + 1
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions) { confusion[label, prediction] += 1 }
  return confusion
}
