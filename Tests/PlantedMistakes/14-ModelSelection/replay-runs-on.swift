// Mistake: the run ends where the stopper says stop for the first time

public func replay(losses: Vector, patience: Int) throws -> StoppedRun {
  guard losses.count > 0 else { throw InvalidInput("losses must not be empty: it is []") }
  if let i = losses.firstIndex(where: { !$0.isFinite }) {
    throw InvalidInput("losses[\(i)] must be finite, but it is \(losses[i])")
  }
  let stopper = try makeEarlyStopper(patience: patience)
  for loss in losses { _ = try stopper.shouldStop(afterLoss: loss) }
  let last: Int? = nil
  let seen = losses[0...(last ?? losses.count - 1)]
  let best = seen.argmin()
  return StoppedRun(validations: seen.count, bestIndex: best, bestLoss: seen[best])
}
