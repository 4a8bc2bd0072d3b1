// Mistake: the fraction is upside down: a larger third derivative wants a smaller step

public func bestStep(
  functionMagnitude: Double, thirdDerivative: Double, precision: Double
) throws -> Double {
  try checkPositive(functionMagnitude, "functionMagnitude")
  try checkPositive(thirdDerivative, "thirdDerivative")
  try checkPositive(precision, "precision")
  return cbrt(3 * precision * thirdDerivative / functionMagnitude)
}
