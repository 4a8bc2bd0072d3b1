// Mistake: the index counts all offers, not only those that were kept

func offer(_ model: LiveModel, score: Double) throws -> Bool {
  guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
  if let checkpoint, score <= checkpoint.score { return false }
  checkpoint = ModelCheckpoint(
    weights: model.weights, biases: model.biases, score: score, index: offers)
  offers += 1
  return true
}
