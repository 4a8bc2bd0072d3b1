// Mistake: He's variance is 2/inputs: a unit adds up its inputs, so they count

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .glorotNormal, .glorotUniform: return sqrt(2 / Double(inputs + outputs))
  case .heNormal: return sqrt(2 / Double(outputs))
  case .shiftedNormal: return 0.1
  }
}
