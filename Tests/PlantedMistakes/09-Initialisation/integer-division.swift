// Mistake: divided as integers, 2/(inputs + outputs) is 0: make the sum a Double first

public func standardDeviation(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  try check(inputs, outputs)
  switch scheme {
  case .zero: return 0
  case .smallNormal: return 0.01
  case .glorotNormal, .glorotUniform: return sqrt(Double(2 / (inputs + outputs)))
  case .heNormal: return sqrt(Double(2 / inputs))
  case .shiftedNormal: return 0.1
  }
}
