// Mistake: each object has a state of its own: nothing static, nothing global

final class BestKeeper: CheckpointKeeper {
  nonisolated(unsafe) private static var checkpoint: ModelCheckpoint?

  private var offers = 0

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    if let checkpoint = Self.checkpoint, score <= checkpoint.score { return false }
    Self.checkpoint = ModelCheckpoint(
      weights: model.weights, biases: model.biases, score: score, index: offers)
    return true
  }

  func best() throws -> ModelCheckpoint {
    guard let checkpoint = Self.checkpoint else {
      throw InvalidInput("there is no best model: the number of offers so far is 0")
    }
    return checkpoint
  }
}
