// Mistake: with a mean other than 0 there is no such factor: refuse the scheme

public func reluFactor(
  of scheme: InitialisationScheme, inputs: Int, outputs: Int
) throws -> Double {
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  return 0.5 * Double(inputs) * deviation * deviation
}
