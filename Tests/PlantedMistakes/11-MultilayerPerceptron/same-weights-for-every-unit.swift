// Mistake: each weight is drawn on its own

public func initialParameters(
  layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
) throws -> NetworkParameters {
  guard layerSizes.count >= 2 else {
    throw InvalidInput("layerSizes must have two entries or more, but it is \(layerSizes)")
  }
  for size in layerSizes where size < 1 {
    throw InvalidInput("layerSizes must be 1 or more each, but one of them is \(size)")
  }
  let weights = zip(layerSizes, layerSizes.dropFirst()).map { inputs, outputs in
    let unit = draw(scheme, outputs: 1, inputs: inputs, using: &generator)
    let spread = draw(scheme, outputs: outputs, inputs: inputs, using: &generator)
    return scheme == .heNormal
      ? Matrix(rows: [Vector](repeating: unit.row(0), count: outputs)) : spread
  }
  return NetworkParameters(weights: weights, biases: layerSizes.dropFirst().map(Vector.zeros))
}
