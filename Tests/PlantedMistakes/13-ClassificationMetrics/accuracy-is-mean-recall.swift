// Mistake: this is the mean of the classes' recalls: in the accuracy each sample counts the same

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  try check(labels, predictions)
  let classCount = max(labels.max() ?? 0, predictions.max() ?? 0) + 1
  let confusion = try confusionMatrix(
    labels: labels, predictions: predictions, classCount: classCount)
  let recall = try recall(confusion: confusion)
  return recall.sum() / Double(Set(labels).count)
}
