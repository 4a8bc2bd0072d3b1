// Mistake: the predictions are computed once for the whole epoch: each sample must be judged by the weights that the samples before it have left

public func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix {
  try check(weights)
  try check(inputs, "inputs", columns: weights.columns)
  try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
  let predictions = try predict(weights: weights, inputs: inputs)
  var weights = weights
  for (sample, label) in labels.enumerated() where predictions[sample] != label {
    let (input, prediction) = (inputs.row(sample), predictions[sample])
    weights.setRow(label, to: weights.row(label) + input)
    weights.setRow(prediction, to: weights.row(prediction) - input)
  }
  return weights
}
