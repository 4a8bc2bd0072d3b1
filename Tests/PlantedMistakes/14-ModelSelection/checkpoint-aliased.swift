// Mistake: a checkpoint is a copy: the live model goes on changing

final class BestKeeper: CheckpointKeeper {
  private var kept: (model: LiveModel, score: Double, index: Int)?

  private var offers = 0

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    if let kept, score <= kept.score { return false }
    kept = (model, score, offers)
    return true
  }

  func best() throws -> ModelCheckpoint {
    guard let kept else {
      throw InvalidInput("there is no best model: the number of offers so far is 0")
    }
    return ModelCheckpoint(
      weights: kept.model.weights, biases: kept.model.biases, score: kept.score, index: kept.index)
  }
}
