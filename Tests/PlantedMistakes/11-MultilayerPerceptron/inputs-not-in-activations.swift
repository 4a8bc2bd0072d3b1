// Mistake: the first activations are the inputs of the network

public func forward(
  inputs: Matrix, parameters: NetworkParameters, activation: HiddenActivation
) throws -> ForwardPass {
  try check(rowsOf: inputs, "inputs")
  try check(parameters, fit: inputs)
  var pass = pass(of: inputs, through: parameters, activation)
  pass.activations.removeFirst()
  return pass
}
