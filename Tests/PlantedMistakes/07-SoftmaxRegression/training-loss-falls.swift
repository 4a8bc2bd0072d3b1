// Mistake: without a penalty nothing hinders the training loss: a penalty can only raise it

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .falls
  case .trainingLoss: .falls
  case .validationAccuracy: .either
  }
}
