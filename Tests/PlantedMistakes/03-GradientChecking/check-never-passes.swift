// Mistake: a central difference is seldom exact: a gradient passes below 1e-5, not at 0 only

public func check(
  gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
  step: Double
) throws -> GradientCheckResult {
  try check(step: step)
  try check(gradients, parameters)
  var result = GradientCheckResult(largestError: -1, block: 0, entry: 0, passes: false)
  for block in parameters.indices {
    for entry in parameters[block].indices {
      let value = parameters[block][entry]
      defer { parameters[block][entry] = value }
      parameters[block][entry] = value + step
      let above = try loss(parameters)
      parameters[block][entry] = value - step
      let numeric = try (above - loss(parameters)) / (2 * step)
      let error = relativeError(gradients[block][entry], numeric)
      if error > result.largestError {
        (result.largestError, result.block, result.entry) = (error, block, entry)
      }
    }
  }
  result.passes = result.largestError == 0
  return result
}
