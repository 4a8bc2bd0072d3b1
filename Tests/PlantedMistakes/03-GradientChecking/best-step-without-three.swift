// Mistake: a constant is lost: which c stands before M h², and what is the derivative of c M h²?

public func bestStep(
  functionMagnitude: Double, thirdDerivative: Double, precision: Double
) throws -> Double {
  try checkPositive(functionMagnitude, "functionMagnitude")
  try checkPositive(thirdDerivative, "thirdDerivative")
  try checkPositive(precision, "precision")
  return cbrt(precision * functionMagnitude / thirdDerivative)
}
