// Mistake: a label that no class has is accepted

public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
  let predictions = try predict(weights: weights, inputs: inputs)
  guard labels.count == inputs.rows else {
    throw InvalidInput("labels must have \(inputs.rows) entries, but it has \(labels.count)")
  }
  let right = zip(predictions, labels).count { $0 == $1 }
  return Double(right) / Double(labels.count)
}
