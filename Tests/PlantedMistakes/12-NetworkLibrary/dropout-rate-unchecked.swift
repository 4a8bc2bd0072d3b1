// Mistake: p is at least 0 and less than 1, and not NaN

public func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
  return Dropout(rate: rate, generator: SeededGenerator(seed: seed))
}
