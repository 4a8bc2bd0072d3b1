// Mistake: the score to beat is that of the best model, not that of the first one

final class BestKeeper: CheckpointKeeper {
  private var checkpoint: ModelCheckpoint?

  private var offers = 0
  private var first: Double?

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    if let first, score <= first { return false }
    first = first ?? score
    checkpoint = ModelCheckpoint(
      weights: model.weights, biases: model.biases, score: score, index: offers)
    return true
  }

  func best() throws -> ModelCheckpoint {
    guard let checkpoint else {
      throw InvalidInput("there is no best model: the number of offers so far is 0")
    }
    return checkpoint
  }
}
