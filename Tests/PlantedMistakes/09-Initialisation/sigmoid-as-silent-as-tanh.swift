// Mistake: σ(0) is ½, so an output weight's gradient is not 0

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return [.outputBiases]
}
