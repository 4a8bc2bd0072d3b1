// Mistake: NaN is neither less nor greater than anything: a check like x < 0 lets it through

private func check(learningRate: Double) throws {
  if learningRate < 0 || learningRate.isInfinite {
    throw InvalidInput("learningRate must be at least 0 and finite, but it is \(learningRate)")
  }
}
