// Mistake: a checkpoint is a copy: the live model goes on changing

final class BestKeeper: CheckpointKeeper {
  private var live: LiveModel?
  private var checkpoint: ModelCheckpoint?

  private var offers = 0

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    if let checkpoint, score <= checkpoint.score { return false }
    live = model
    checkpoint = ModelCheckpoint(
      weights: model.weights, biases: model.biases, score: score, index: offers)
    return true
  }

  func best() throws -> ModelCheckpoint {
    guard let checkpoint, let live else {
      throw InvalidInput("there is no best model: the number of offers so far is 0")
    }
    return ModelCheckpoint(
      weights: checkpoint.weights, biases: live.biases, score: checkpoint.score,
      index: checkpoint.index)
  }
}
