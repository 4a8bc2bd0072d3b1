// Mistake: a gradient of 0 gives no step

public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
  try check(learningRate: learningRate)
  try check(finite: gradient, "gradient")
  return gradient > 0 ? -learningRate : learningRate
}
