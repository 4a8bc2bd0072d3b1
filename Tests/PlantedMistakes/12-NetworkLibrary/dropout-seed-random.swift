// Mistake: the generator is SeededGenerator(seed: seed): another seed, other masks

public func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
  try check(decay: rate, "rate")
  return Dropout(rate: rate, generator: SeededGenerator(seed: .random(in: 0...UInt64.max)))
}
