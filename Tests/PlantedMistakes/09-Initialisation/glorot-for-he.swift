// Mistake: 2/(inputs + outputs) is Glorot's variance, He's is 2/inputs

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .glorotNormal, .glorotUniform: return sqrt(2 / Double(inputs + outputs))
  case .heNormal: return sqrt(2 / Double(inputs + outputs))
  case .shiftedNormal: return 0.1
  }
}
