// Mistake: g² overflows or underflows here: simplify the quotient first

public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
  try check(learningRate: learningRate)
  try check(finite: gradient, "gradient")
  if gradient == 0 { return 0 }
  return -learningRate * gradient / (gradient * gradient).squareRoot()
}
