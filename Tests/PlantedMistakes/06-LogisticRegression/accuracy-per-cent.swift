// Mistake: this is in per cent: the accuracy goes from 0 to 1

public func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let hits = labels.indices.count { (probabilities[$0] >= 0.5 ? 1 : 0) == labels[$0] }
  return 100 * Double(hits) / Double(labels.count)
}
