// Mistake: m̂ is divided by the root of v̂, not by v̂

public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
  try check(learningRate: learningRate)
  try check(finite: gradient, "gradient")
  if gradient == 0 { return 0 }
  return -learningRate / gradient
}
