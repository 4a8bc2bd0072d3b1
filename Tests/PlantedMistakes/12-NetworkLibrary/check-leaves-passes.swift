// Mistake: the check leaves no forward pass of its own behind that waits for its backward

public func gradientErrors(
  of model: any Module, inputs: Matrix, labels: [Int], step: Double
) throws -> Vector {
  try check(positive: step, "step")
  let parameters = try model.parameters
  try model.setMode(.training)
  for parameter in parameters { parameter.clearGradient() }
  let outputs = try model.forward(inputs)
  _ = try model.backward(softmaxCrossEntropy(logits: outputs, labels: labels).gradient)

  // In evaluation mode a forward pass leaves nothing behind.
  try model.setMode(.training)
  let errors = try parameters.map { parameter in
    let numeric = try numericalGradient(of: parameter, step: step) {
      try softmaxCrossEntropy(logits: model.forward(inputs), labels: labels).loss
    }
    let difference = (parameter.gradient - numeric).norm()
    let size = parameter.gradient.norm() + numeric.norm()
    return size == 0 ? 0 : difference / size
  }
  try model.setMode(.training)
  return Vector(errors)
}
