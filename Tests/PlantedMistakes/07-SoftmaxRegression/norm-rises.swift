// Mistake: the more a norm costs, the smaller the best weights are

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .rises
  case .trainingLoss: .rises
  case .validationAccuracy: .either
  }
}
