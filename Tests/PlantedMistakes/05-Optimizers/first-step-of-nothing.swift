// Mistake: 0/0 is not a number: a gradient of 0 gives no step

public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
  try check(learningRate: learningRate)
  try check(finite: gradient, "gradient")
  return -learningRate * (gradient / abs(gradient))
}
