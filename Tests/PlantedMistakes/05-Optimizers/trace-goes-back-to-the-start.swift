// Mistake: w₃ is counted from w₂, not from w₁

public func adamTrace(
  parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
  beta1: Double, beta2: Double, epsilon: Double
) throws -> AdamTrace {
  try check(learningRate, beta1, beta2, epsilon)
  try check(finite: parameter, "parameter")
  try check(finite: firstGradient, "firstGradient")
  try check(finite: secondGradient, "secondGradient")

  let firstMean = (1 - beta1) * firstGradient
  let firstSquare = (1 - beta2) * firstGradient * firstGradient
  let firstCorrectedMean = firstMean / (1 - beta1)
  let firstCorrectedSquare = firstSquare / (1 - beta2)
  let parameterAfterFirst =
    parameter - learningRate * firstCorrectedMean / (firstCorrectedSquare.squareRoot() + epsilon)

  let secondMean = beta1 * firstMean + (1 - beta1) * secondGradient
  let secondSquare = beta2 * firstSquare + (1 - beta2) * secondGradient * secondGradient
  let secondCorrectedMean = secondMean / (1 - beta1 * beta1)
  let secondCorrectedSquare = secondSquare / (1 - beta2 * beta2)
  let parameterAfterSecond =
    parameter
    - learningRate * secondCorrectedMean / (secondCorrectedSquare.squareRoot() + epsilon)

  return AdamTrace(
    firstMean: firstMean, firstSquare: firstSquare, firstCorrectedMean: firstCorrectedMean,
    firstCorrectedSquare: firstCorrectedSquare, parameterAfterFirst: parameterAfterFirst,
    secondMean: secondMean, secondSquare: secondSquare,
    secondCorrectedMean: secondCorrectedMean, secondCorrectedSquare: secondCorrectedSquare,
    parameterAfterSecond: parameterAfterSecond)
}
