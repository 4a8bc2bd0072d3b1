// Mistake: a learning rate that is not a finite number above 0 is accepted

private func check(learningRate: Double) throws {
  if learningRate <= 0 {
    throw InvalidInput("learningRate must be greater than 0, but it is \(learningRate)")
  }
}
