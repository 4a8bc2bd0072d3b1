// Mistake: without a sample there is nothing to divide by: refuse it

private func check(probabilities: Matrix, _ labels: [Int]) throws {
  let (rows, columns) = probabilities.shape
  for entry in probabilities.elements where !(0...1).contains(entry) {
    throw InvalidInput("probabilities must be from 0 to 1, but one is \(entry)")
  }
  for (i, sum) in probabilities.rowSums().enumerated() where abs(sum - 1) > 1e-6 {
    throw InvalidInput("row \(i) of probabilities must sum to 1, but its sum is \(sum)")
  }
  guard labels.count == rows else {
    throw InvalidInput(
      "labels must have \(rows) entries as probabilities has rows, but it has \(labels.count)")
  }
  try check(classes: labels, "labels", classCount: columns)
}
