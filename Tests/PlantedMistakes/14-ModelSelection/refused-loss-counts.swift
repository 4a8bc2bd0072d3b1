// Mistake: a refused call changes nothing: check first, and change the state after

func shouldStop(afterLoss loss: Double) throws -> Bool {
  guard loss.isFinite else {
    waited += 1
    throw InvalidInput("loss must be finite, but it is \(loss)")
  }
  if loss < best {
    (best, waited) = (loss, 0)
  } else {
    waited += 1
  }
  return waited >= patience
}
