// Mistake: a new best counts also after the stopper has said stop

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if waited >= patience { return true }
  if loss < best {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  return waited >= patience
}
