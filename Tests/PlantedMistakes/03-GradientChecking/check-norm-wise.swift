// Mistake: the check compares norms, in which a wrong entry drowns among large ones: each entry counts

public func check(
  gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
  step: Double
) throws -> GradientCheckResult {
  try check(step: step)
  try check(gradients, parameters)
  var (difference, left, right) = (0.0, 0.0, 0.0)
  var result = GradientCheckResult(largestError: 0, block: 0, entry: 0, passes: false)
  for block in parameters.indices {
    for entry in parameters[block].indices {
      let value = parameters[block][entry]
      defer { parameters[block][entry] = value }
      parameters[block][entry] = value + step
      let above = try loss(parameters)
      parameters[block][entry] = value - step
      let numeric = try (above - loss(parameters)) / (2 * step)
      let error = abs(gradients[block][entry] - numeric)
      left += gradients[block][entry] * gradients[block][entry]
      right += numeric * numeric
      if error > 0 {
        difference += error * error
      }
    }
  }
  result.largestError = difference.squareRoot() / (left.squareRoot() + right.squareRoot())
  result.passes = result.largestError < 1e-5
  return result
}
