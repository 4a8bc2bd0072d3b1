// Mistake: the factor is one of mean squares, so there is no root in it

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  guard scheme != .shiftedNormal else {
    throw InvalidInput("scheme must be one whose weights have mean 0, but it is \(scheme)")
  }
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return sqrt(0.5 * Double(inputs)) * deviation
}
