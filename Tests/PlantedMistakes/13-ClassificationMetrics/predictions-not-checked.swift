// Mistake: a class that doesn't exist is refused, not passed over

private func check(_ labels: [Int], _ predictions: [Int], classCount: Int? = nil) throws {
  guard !labels.isEmpty else { throw InvalidInput("labels must not be empty: it is []") }
  guard predictions.count == labels.count else {
    throw InvalidInput(
      "predictions must have \(labels.count) entries as labels has, "
        + "but it has \(predictions.count)")
  }
  try check(classes: labels, "labels", classCount: classCount)
}

public func confusionMatrix(
  labels: [Int], predictions: [Int], classCount: Int
) throws -> Matrix {
  guard classCount >= 1 else {
    throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
  }
  try check(labels, predictions, classCount: classCount)
  var confusion = Matrix.zeros(classCount, classCount)
  for (label, prediction) in zip(labels, predictions)
  where (0..<classCount).contains(prediction) {
    confusion[label, prediction] += 1
  }
  return confusion
}
