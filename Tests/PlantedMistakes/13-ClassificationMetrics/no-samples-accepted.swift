// Mistake: without a sample there is nothing to divide by: refuse it

private func check(_ labels: [Int], _ predictions: [Int], classCount: Int? = nil) throws {
  guard predictions.count == labels.count else {
    throw InvalidInput(
      "predictions must have \(labels.count) entries as labels has, "
        + "but it has \(predictions.count)")
  }
  try check(classes: labels, "labels", classCount: classCount)
  try check(classes: predictions, "predictions", classCount: classCount)
}
