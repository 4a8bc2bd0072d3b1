// Mistake: this is h³: it still has to be solved for h

public func bestStep(
  functionMagnitude: Double, thirdDerivative: Double, precision: Double
) throws -> Double {
  try checkPositive(functionMagnitude, "functionMagnitude")
  try checkPositive(thirdDerivative, "thirdDerivative")
  try checkPositive(precision, "precision")
  return 3 * precision * functionMagnitude / thirdDerivative
}
