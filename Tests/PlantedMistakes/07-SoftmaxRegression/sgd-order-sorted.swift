// Mistake: the samples are taken from first to last: order is ignored

public func stochasticSteps(
  weights: Matrix, inputs: Matrix, labels: [Int], order: [Int], learningRate: Double,
  lambda: Double
) throws -> Matrix {
  try check(weights, inputs, labels)
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")
  if let sample = order.first(where: { !labels.indices.contains($0) }) {
    throw InvalidInput(
      "order must have indices from 0 to \(labels.count - 1), but \(sample) is in it")
  }
  let targets = targets(labels, weights.columns)
  var weights = weights
  for sample in order.sorted() {
    weights -= step(weights, inputs, targets, [sample], learningRate, lambda)
  }
  return weights
}
