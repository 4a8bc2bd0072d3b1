// Mistake: tanh(0) and relu(0) are 0, and an output weight is multiplied by them: changing it changes nothing

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return steps == 1 ? [.outputWeights, .outputBiases] : NetworkBlock.allCases
}
