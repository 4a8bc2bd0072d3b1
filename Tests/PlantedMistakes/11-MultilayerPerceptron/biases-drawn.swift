// Mistake: biases start at 0: they are not drawn

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
    draw(scheme, outputs: outputs, inputs: inputs, using: &generator)
  }
  return NetworkParameters(
    weights: weights,
    biases: layerSizes.dropFirst().map {
      .normal(count: $0, standardDeviation: 0.01, using: &generator)
    })
}
