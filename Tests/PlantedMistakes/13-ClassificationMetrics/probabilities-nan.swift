// Mistake: NaN is neither below 0 nor above 1: a check of what is wrong lets it through

private func check(probabilities: Matrix, _ labels: [Int]) throws {
  let (rows, columns) = probabilities.shape
  guard rows > 0, columns > 0 else {
    throw InvalidInput("probabilities must have rows and columns: it is \(rows) × \(columns)")
  }
  for entry in probabilities.elements where entry < 0 || entry > 1 {
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
