// Mistake: this is the fraction of wrong predictions: the accuracy is one minus it

public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
  let predictions = try predict(weights: weights, inputs: inputs)
  try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
  let right = zip(predictions, labels).count { $0 == $1 }
  return 1 - Double(right) / Double(labels.count)
}
