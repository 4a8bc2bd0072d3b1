// Mistake: true classes go in rows and predicted ones in columns, not the reverse

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  guard classCount >= 1 else {
    throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
  }
  try check(labels, predictions, classCount: classCount)
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions) { confusion[prediction, label] += 1 }
  return confusion
}
