// Mistake: E′(h) = Mh/3 − εF/h²: the 3 is lost

public func bestStep(
  functionMagnitude: Double, thirdDerivative: Double, precision: Double
) throws -> Double {
  try checkPositive(functionMagnitude, "functionMagnitude")
  try checkPositive(thirdDerivative, "thirdDerivative")
  try checkPositive(precision, "precision")
  return cbrt(precision * functionMagnitude / thirdDerivative)
}
