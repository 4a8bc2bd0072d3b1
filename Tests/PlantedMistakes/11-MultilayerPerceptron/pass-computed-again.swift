// Mistake: the backward pass takes the forward pass as it is given

public func backward(
  pass: ForwardPass, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
  lambda: Double
) throws -> NetworkParameters {
  try check(parameters)
  try check(pass, parameters, rows: labels.count)
  try check(labels, count: labels.count, classes: parameters.classes)
  try check(lambda, "lambda")
  return gradients(
    self.pass(of: pass.activations[0], through: parameters, activation), labels, parameters,
    activation, lambda)
}
