// Mistake: E has the h² of the central difference: its best step is a cube root

public func bestStep(
  functionMagnitude: Double, thirdDerivative: Double, precision: Double
) throws -> Double {
  try checkPositive(functionMagnitude, "functionMagnitude")
  try checkPositive(thirdDerivative, "thirdDerivative")
  try checkPositive(precision, "precision")
  return (precision * functionMagnitude / thirdDerivative).squareRoot()
}
