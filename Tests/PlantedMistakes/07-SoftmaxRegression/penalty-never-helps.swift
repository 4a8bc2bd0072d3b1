// Mistake: a penalty can keep a model from learning the noise of its training samples

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .falls
  case .trainingLoss: .rises
  case .validationAccuracy: .falls
  }
}
