// Mistake: validations is a number of validations: one more than the last index

public func replay(losses: Vector, patience: Int) throws -> StoppedRun {
  guard losses.count > 0 else { throw InvalidInput("losses must not be empty: it is []") }
  if let i = losses.firstIndex(where: { !$0.isFinite }) {
    throw InvalidInput("losses[\(i)] must be finite, but it is \(losses[i])")
  }
  let stopper = try makeEarlyStopper(patience: patience)
  let last = try losses.firstIndex { try stopper.shouldStop(afterLoss: $0) }
  let seen = losses[0...(last ?? losses.count - 1)]
  let best = seen.argmin()
  return StoppedRun(validations: seen.count - 1, bestIndex: best, bestLoss: seen[best])
}
