// Mistake: training goes on for all epochs, also when nothing is left to learn

public func train(
  inputs: Matrix, labels: [Int], validationInputs: Matrix, validationLabels: [Int],
  classCount: Int, epochs: Int
) throws -> PerceptronTraining {
  guard classCount >= 2 else {
    throw InvalidInput("classCount must be at least 2, but it is \(classCount)")
  }
  guard epochs >= 1 else { throw InvalidInput("epochs must be at least 1, but it is \(epochs)") }
  try check(inputs, "inputs", columns: inputs.columns)
  try check(validationInputs, "validationInputs", columns: inputs.columns)
  try check(labels, "labels", count: inputs.rows, classCount: classCount)
  try check(
    validationLabels, "validationLabels", count: validationInputs.rows, classCount: classCount)

  var weights = Matrix.zeros(classCount, inputs.columns)
  var bestWeights = weights
  var accuracies: [Double] = []
  for _ in 1...epochs {
    weights = try epoch(weights: weights, inputs: inputs, labels: labels)
    let accuracy = try accuracy(
      weights: weights, inputs: validationInputs, labels: validationLabels)
    if accuracy > accuracies.max() ?? -1 { bestWeights = weights }
    accuracies.append(accuracy)
    if accuracy == 1 { break }
  }
  return PerceptronTraining(
    bestWeights: bestWeights, bestEpoch: Vector(accuracies).argmax() + 1, finalWeights: weights,
    validationAccuracies: Vector(accuracies))
}
