// Mistake: p is at least 0 and less than 1, and not NaN

public func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
  guard rate >= 0, rate <= 1 else {
    throw InvalidInput("rate must be from 0 to 1, but it is \(rate)")
  }
  return Dropout(rate: rate, generator: SeededGenerator(seed: seed))
}
