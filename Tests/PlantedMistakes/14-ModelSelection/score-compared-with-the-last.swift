// Mistake: a new score is compared with the best one, not with the one before it

final class BestKeeper: CheckpointKeeper {
  private var checkpoint: ModelCheckpoint?

  private var offers = 0
  private var last: Double?

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    defer { last = score }
    if let last, score <= last { return false }
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
