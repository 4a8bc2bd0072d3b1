// Mistake: this is the fraction of the wrong predictions

public func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let hits = labels.indices.count { (probabilities[$0] >= 0.5 ? 1 : 0) != labels[$0] }
  return Double(hits) / Double(labels.count)
}
