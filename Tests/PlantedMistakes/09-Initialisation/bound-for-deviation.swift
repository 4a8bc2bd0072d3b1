// Mistake: √(6/(inputs + outputs)) is where the uniform distribution ends, not its standard deviation

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .glorotNormal, .glorotUniform: return sqrt(6 / Double(inputs + outputs))
  case .heNormal: return sqrt(2 / Double(inputs))
  case .shiftedNormal: return 0.1
  }
}
