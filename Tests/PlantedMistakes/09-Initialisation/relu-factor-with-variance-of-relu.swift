// Mistake: the mean of relu(z) counts too: E[h²] is what is added up, not the variance of h

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  guard scheme != .shiftedNormal else {
    throw InvalidInput("scheme must be one whose weights have mean 0, but it is \(scheme)")
  }
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return (0.5 - 0.5 / Double.pi) * Double(inputs) * deviation * deviation
}
