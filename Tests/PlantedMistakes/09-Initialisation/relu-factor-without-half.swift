// Mistake: the signals come from a ReLU, which leaves only a part of E[z²]

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  guard scheme != .shiftedNormal else {
    throw InvalidInput("scheme must be one whose weights have mean 0, but it is \(scheme)")
  }
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return Double(inputs) * deviation * deviation
}
