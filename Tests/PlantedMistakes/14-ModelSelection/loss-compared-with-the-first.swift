// Mistake: a loss is compared with the best one so far, not with the first one

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    waited = 0
    if best == .infinity { best = loss }
  } else {
    waited += 1
  }
  return waited >= patience
}
