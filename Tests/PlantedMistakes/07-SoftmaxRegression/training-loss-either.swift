// Mistake: of two minimisers the one for the smaller λ has the smaller training loss, whatever the data

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .falls
  case .trainingLoss: .either
  case .validationAccuracy: .either
  }
}
