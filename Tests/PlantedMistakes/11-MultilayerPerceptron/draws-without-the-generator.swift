// Mistake: all randomness comes from the generator that is passed

public func initialParameters(
  layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
) throws -> NetworkParameters {
  guard layerSizes.count >= 2 else {
    throw InvalidInput("layerSizes must have two entries or more, but it is \(layerSizes)")
  }
  for size in layerSizes where size < 1 {
    throw InvalidInput("layerSizes must be 1 or more each, but one of them is \(size)")
  }
  var system = SeededGenerator(seed: .random(in: 0 ... .max))
  _ = generator.next()
  let weights = zip(layerSizes, layerSizes.dropFirst()).map { inputs, outputs in
    draw(scheme, outputs: outputs, inputs: inputs, using: &system)
  }
  return NetworkParameters(weights: weights, biases: layerSizes.dropFirst().map(Vector.zeros))
}
