// Mistake: there is one ½ too many: count what the ReLU leaves once

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  guard scheme != .shiftedNormal else {
    throw InvalidInput("scheme must be one whose weights have mean 0, but it is \(scheme)")
  }
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return 0.25 * Double(inputs) * deviation * deviation
}
