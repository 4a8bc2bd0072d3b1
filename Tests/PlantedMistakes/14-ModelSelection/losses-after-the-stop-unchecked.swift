// Mistake: a NaN or an infinity would spoil everything after it: refuse it

public func replay(losses: Vector, patience: Int) throws -> StoppedRun {
  guard losses.count > 0 else { throw InvalidInput("losses must not be empty: it is []") }
  let stop = losses.firstIndex { !$0.isFinite }
  if let stop, stop < 2 {
    throw InvalidInput("losses[\(stop)] must be finite, but it is \(losses[stop])")
  }
  let stopper = try makeEarlyStopper(patience: patience)
  let last = try losses.firstIndex { try stopper.shouldStop(afterLoss: $0) }
  let seen = losses[0...(last ?? losses.count - 1)]
  let best = seen.argmin()
  return StoppedRun(validations: seen.count, bestIndex: best, bestLoss: seen[best])
}
