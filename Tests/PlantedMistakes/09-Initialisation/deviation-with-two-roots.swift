// Mistake: 0.01² and 0.1² are variances: the standard deviations are 0.01 and 0.1

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return sqrt(0.01)
  case .glorotNormal, .glorotUniform: return sqrt(2 / Double(inputs + outputs))
  case .heNormal: return sqrt(2 / Double(inputs))
  case .shiftedNormal: return sqrt(0.1)
  }
}
