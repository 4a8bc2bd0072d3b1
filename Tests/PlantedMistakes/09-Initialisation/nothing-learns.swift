// Mistake: the output biases do learn: their gradient is the mean of prediction minus target

public func blocksThatLearnFromZero(
  activation: HiddenActivation, steps: Int
) throws -> [NetworkBlock] {
  guard steps >= 1 else { throw InvalidInput("steps must be at least 1, but it is \(steps)") }
  return []
}
