// Mistake: the output biases learn: their gradient is softmax(logits) − Y

public func blocksThatLearn(fromZeroWith activation: HiddenActivation) throws -> [NetworkBlock] {
  []
}
