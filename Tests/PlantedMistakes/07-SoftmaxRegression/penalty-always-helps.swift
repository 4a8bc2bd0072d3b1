// Mistake: a large penalty makes all weights nearly zero: new samples are not classified better by that

public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
  switch quantity {
  case .squaredNorm: .falls
  case .trainingLoss: .rises
  case .validationAccuracy: .rises
  }
}
