// Mistake: only Adam divides by the size of the gradients

public func stepFactor(
  of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
) throws -> Double {
  guard factor != 0, factor.isFinite else {
    throw InvalidInput("factor must be finite and not 0, but it is \(factor)")
  }
  return switch kind {
  case .gradientDescent: factor
  case .momentum: 1
  case .adam: factor > 0 ? 1 : -1
  }
}
