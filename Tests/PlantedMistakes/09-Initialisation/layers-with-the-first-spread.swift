// Mistake: each layer's spread comes from its own inputs and outputs

public func layers(
  _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
) throws -> [DenseLayer] {
  guard sizes.count >= 2 else {
    throw InvalidInput("sizes must have at least 2 entries, but it has \(sizes.count)")
  }
  if let size = sizes.first(where: { $0 < 1 }) {
    throw InvalidInput("sizes must be at least 1, but \(size) is among them")
  }
  let first = try standardDeviation(of: scheme, inputs: sizes[0], outputs: sizes[1])
  return try zip(sizes, sizes.dropFirst()).map { inputs, outputs in
    let weights = try weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
    let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
    return DenseLayer(
      weights: deviation > 0 ? weights * (first / deviation) : weights, biases: .zeros(outputs))
  }
}
