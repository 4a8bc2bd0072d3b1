// Mistake: the penalty is not divided by the number of samples

public func objective(
  inputs: Matrix, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
  lambda: Double
) throws -> Double {
  try check(LabelledSamples(inputs: inputs, labels: labels), parameters)
  try check(lambda, "lambda")
  return meanCrossEntropy(logits(of: inputs, through: parameters, activation), labels)
    + penalty(on: parameters, lambda) / Double(labels.count)
}
