// Mistake: a loss is compared with the best one, not with the one before it

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    waited = 0
  } else {
    waited += 1
  }
  best = loss
  return waited >= patience
}
