// Mistake: a learning rate is at least 0, and finite

private func check(learningRate: Double) throws {
  guard learningRate.isFinite else {
    throw InvalidInput("learningRate must be at least 0 and finite, but it is \(learningRate)")
  }
}
