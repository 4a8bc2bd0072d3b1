// Mistake: with an equal score the earlier model stays

func offer(_ model: LiveModel, score: Double) throws -> Bool {
  guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
  defer { offers += 1 }
  if let checkpoint, score < checkpoint.score { return false }
  checkpoint = ModelCheckpoint(
    weights: model.weights, biases: model.biases, score: score, index: offers)
  return true
}
