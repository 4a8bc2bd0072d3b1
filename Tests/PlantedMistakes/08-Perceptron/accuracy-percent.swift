// Mistake: the accuracy is a fraction from 0 to 1, not a percentage

public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
  let predictions = try predict(weights: weights, inputs: inputs)
  try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
  let right = zip(predictions, labels).count { $0 == $1 }
  return 100 * Double(right) / Double(labels.count)
}
