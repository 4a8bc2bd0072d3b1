// Mistake: a standard deviation is the root of a variance

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.0001
  case .glorotNormal, .glorotUniform: return 2 / Double(inputs + outputs)
  case .heNormal: return 2 / Double(inputs)
  case .shiftedNormal: return 0.01
  }
}
