// Mistake: a new best starts the count from 0 again

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    best = loss
  } else {
    waited += 1
  }
  return waited >= patience
}
