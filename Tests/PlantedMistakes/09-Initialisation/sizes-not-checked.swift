// Mistake: a network has at least two sizes, each at least 1

public func layers(
  _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
) throws -> [DenseLayer] {
  try zip(sizes, sizes.dropFirst()).map { inputs, outputs in
    DenseLayer(
      weights: try weights(scheme, inputs: inputs, outputs: outputs, using: &generator),
      biases: .zeros(outputs))
  }
}
