// Mistake: √v̂ is as large as |c| times before, v̂ as c² times: the root undoes the square

public func stepFactor(
  of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
) throws -> Double {
  guard factor != 0, factor.isFinite else {
    throw InvalidInput("factor must be finite and not 0, but it is \(factor)")
  }
  return switch kind {
  case .gradientDescent, .momentum: factor
  case .adam: 1 / factor
  }
}
