// Mistake: after one step the output weights are not 0, and hidden units count

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return activation == .sigmoid ? [.outputWeights, .outputBiases] : [.outputBiases]
}
