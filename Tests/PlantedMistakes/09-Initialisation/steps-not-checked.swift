// Mistake: a number of steps is at least 1

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  switch activation {
  case .tanh, .relu: return [.outputBiases]
  case .sigmoid: return steps == 1 ? [.outputWeights, .outputBiases] : NetworkBlock.allCases
  }
}
