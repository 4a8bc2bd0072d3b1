// Mistake: gradient descent moves the rare feature's weight 1 % as far as the other

public func bestForRareFeature() throws -> OptimizerKind {
  .gradientDescent
}
