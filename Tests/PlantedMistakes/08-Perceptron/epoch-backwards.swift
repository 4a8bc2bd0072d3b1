// Mistake: the samples are visited in another order than the given one

public func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix {
  try check(weights)
  try check(inputs, "inputs", columns: weights.columns)
  try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
  var weights = weights
  for (sample, label) in labels.enumerated().reversed() {
    weights = updated(weights, inputs.row(sample), label)
  }
  return weights
}
