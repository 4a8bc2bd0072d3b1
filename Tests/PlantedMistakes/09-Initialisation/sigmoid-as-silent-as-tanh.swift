// Mistake: σ(0) is ½, so a change of an output weight changes a logit

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return [.outputBiases]
}
