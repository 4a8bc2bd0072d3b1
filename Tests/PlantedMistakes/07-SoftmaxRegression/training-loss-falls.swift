// Mistake: without a penalty nothing is in the way of the training loss: a penalty can only raise it

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .falls
  case .trainingLoss: .falls
  case .validationAccuracy: .either
  }
}
