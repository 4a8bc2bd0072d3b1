// Mistake: the logits are compared with ½, where the probabilities have to be

public func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
  let probabilities = try forward(weights: weights, inputs: inputs)
  try check(labels, for: inputs.rows)
  let logits = try logits(weights, inputs)
  let hits = labels.indices.count { (logits[$0] >= 0.5 ? 1 : 0) == labels[$0] }
  return Double(probabilities.count * hits) / Double(labels.count * labels.count)
}
