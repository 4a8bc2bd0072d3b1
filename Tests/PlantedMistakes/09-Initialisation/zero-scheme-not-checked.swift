// Mistake: numbers of units are at least 1: check them for every scheme

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .shiftedNormal: return 0.1
  case .glorotNormal, .glorotUniform:
    try check(inputs, outputs)
    return sqrt(2 / Double(inputs + outputs))
  case .heNormal:
    try check(inputs, outputs)
    return sqrt(2 / Double(inputs))
  }
}
