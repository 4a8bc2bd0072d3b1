// Mistake: only a model with a better score takes the place of the best

func offer(_ model: LiveModel, score: Double) throws -> Bool {
  guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
  defer { offers += 1 }
  let best = max(checkpoint?.score ?? score, score)
  let isBest = checkpoint.map { score > $0.score } ?? true
  checkpoint = ModelCheckpoint(
    weights: model.weights, biases: model.biases, score: best, index: offers)
  return isBest
}
