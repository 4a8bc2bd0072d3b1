// Mistake: ε is greater than 0, and finite

private func check(
  _ learningRate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double
) throws {
  try check(learningRate: learningRate)
  try check(decay: beta1, "beta1")
  try check(decay: beta2, "beta2")
  guard epsilon >= 0, epsilon.isFinite else {
    throw InvalidInput("epsilon must be greater than 0 and finite, but it is \(epsilon)")
  }
}
