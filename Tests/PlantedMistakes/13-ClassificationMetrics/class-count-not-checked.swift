// Mistake: there is at least one class: refuse a classCount below 1

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  if classCount < 1 { return Matrix.zeros(0, 0) }
  try check(labels, predictions, classCount: classCount)
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions) { confusion[label, prediction] += 1 }
  return confusion
}
