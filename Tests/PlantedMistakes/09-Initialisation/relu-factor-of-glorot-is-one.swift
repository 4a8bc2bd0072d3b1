// Mistake: Glorot's scheme keeps the size without an activation: here a ReLU comes before

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  guard scheme != .shiftedNormal else {
    throw InvalidInput("scheme must be one whose weights have mean 0, but it is \(scheme)")
  }
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return scheme == .zero ? 0 : scheme == .smallNormal ? 0.5e-4 * Double(inputs) : 1
}
