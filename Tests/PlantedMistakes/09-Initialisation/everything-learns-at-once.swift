// Mistake: what a hidden unit does is multiplied by output weights that are still 0

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return activation == .sigmoid ? NetworkBlock.allCases : [.outputBiases]
}
