// Mistake: a refused call changes nothing: check first, and change the state after

func offer(_ model: LiveModel, score: Double) throws -> Bool {
  defer { offers += 1 }
  guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
  if let checkpoint, score <= checkpoint.score { return false }
  checkpoint = ModelCheckpoint(
    weights: model.weights, biases: model.biases, score: score, index: offers)
  return true
}
