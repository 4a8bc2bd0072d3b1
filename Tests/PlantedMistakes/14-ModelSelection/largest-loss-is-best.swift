// Mistake: a loss is better if it is smaller

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss > best || best == .infinity {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  return waited >= patience
}
