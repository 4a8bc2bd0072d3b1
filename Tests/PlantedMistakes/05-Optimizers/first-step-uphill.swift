// Mistake: the step leads downhill: its sign is opposite to the gradient's

public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
  try check(learningRate: learningRate)
  try check(finite: gradient, "gradient")
  if gradient == 0 { return 0 }
  return gradient > 0 ? learningRate : -learningRate
}
