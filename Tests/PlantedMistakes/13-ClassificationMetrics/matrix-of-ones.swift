// Mistake: a pair of classes is counted as often as it occurs, not once

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  guard classCount >= 1 else {
    throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
  }
  try check(labels, predictions, classCount: classCount)
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions) { confusion[label, prediction] = 1 }
  return confusion
}
