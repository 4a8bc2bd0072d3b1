// Mistake: of two minimisers the one for the larger λ can't have the larger norm, whatever the data

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .either
  case .trainingLoss: .rises
  case .validationAccuracy: .either
  }
}
