// Mistake: He's variance is 2/inputs: 1/inputs is LeCun's

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .glorotNormal, .glorotUniform: return sqrt(2 / Double(inputs + outputs))
  case .heNormal: return sqrt(1 / Double(inputs))
  case .shiftedNormal: return 0.1
  }
}
