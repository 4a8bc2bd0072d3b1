// Mistake: the first model is kept whatever its score is: scores may be negative

func offer(_ model: LiveModel, score: Double) throws -> Bool {
  guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
  defer { offers += 1 }
  if score <= checkpoint?.score ?? 0 { return false }
  checkpoint = ModelCheckpoint(
    weights: model.weights, biases: model.biases, score: score, index: offers)
  return true
}
