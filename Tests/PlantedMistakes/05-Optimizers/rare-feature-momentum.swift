// Mistake: a velocity adds gradients up, and 1 % as many gradients add up to about 1 %

public func bestForRareFeature() throws -> OptimizerKind {
  .momentum
}
