// Mistake: the answer is stop after each loss from then on, until a new best comes

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  return waited == patience
}
