// Mistake: the new best itself does not count as a validation without a new best

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    (best, waited) = (loss, 1)
  } else {
    waited += 1
  }
  return waited >= patience
}
