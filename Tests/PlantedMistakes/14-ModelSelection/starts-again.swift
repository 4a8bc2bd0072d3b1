// Mistake: the count goes on after the stopper has said stop, until a new best comes

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
  if loss < best {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  defer { if waited >= patience { waited = 0 } }
  return waited >= patience
}
