// Mistake: there is one label for each row of probabilities

private func check(probabilities: Matrix, _ labels: [Int]) throws {
  let (rows, columns) = probabilities.shape
  guard rows > 0, columns > 0 else {
    throw InvalidInput("probabilities must have rows and columns: it is \(rows) × \(columns)")
  }
  for entry in probabilities.elements where !(0...1).contains(entry) {
    throw InvalidInput("probabilities must be from 0 to 1, but one is \(entry)")
  }
  for (i, sum) in probabilities.rowSums().enumerated() where abs(sum - 1) > 1e-6 {
    throw InvalidInput("row \(i) of probabilities must sum to 1, but its sum is \(sum)")
  }
  try check(classes: labels, "labels", classCount: columns)
}
