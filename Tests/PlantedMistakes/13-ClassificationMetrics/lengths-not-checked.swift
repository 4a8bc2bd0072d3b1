// Mistake: there is one prediction for each label: zip alone cuts the longer list

private func check(_ labels: [Int], _ predictions: [Int], classCount: Int? = nil) throws {
  guard !labels.isEmpty else { throw InvalidInput("labels must not be empty: it is []") }
  try check(classes: labels, "labels", classCount: classCount)
  try check(classes: predictions, "predictions", classCount: classCount)
}
