// Mistake: a NaN or an infinity would spoil everything after it: refuse it

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard !loss.isNaN else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  return waited >= patience
}
